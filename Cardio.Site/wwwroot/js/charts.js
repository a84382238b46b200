// Draws each chart from the table that stands beside it: one source, nothing to keep in step.
(() => {
  "use strict";

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A hidden figure is no figure: it gets no bar and no point.
  const number = (text) => (text === undefined || text === "" ? null : Number(text));

  // Series differ in colour, and for who sees none, in dash and point.
  const looks = () => [
    { tone: colour("--accent"), dash: [], point: "circle" },
    { tone: colour("--edge"), dash: [6, 4], point: "rect" },
    { tone: colour("--raises"), dash: [2, 3], point: "triangle" },
    { tone: colour("--lowers"), dash: [8, 3, 2, 3], point: "rectRot" },
  ];

  const read = (table) => {
    const rows = [...table.tBodies[0].rows];
    const series = [...table.tHead.rows[0].cells].flatMap((head, column) => (head.dataset.series === "true"
      ? [{ label: head.textContent.trim(), cells: rows.map((row) => row.cells[column].dataset) }] : []));
    return {
      series,
      labels: rows.map((row) => (row.cells[0].querySelector("a") ?? row.cells[0]).firstChild.textContent.trim()),
      xs: rows.map((row) => number(row.dataset.x)),
      markers: rows.map((row) => row.dataset.marker),
      links: rows.map((row) => row.cells[0].querySelector("a")?.href),
    };
  };

  const percent = (value) => `${Math.round(100 * value)}%`;

  const line = (context, from, to, tone, dash, width = 1) => {
    context.save();
    context.strokeStyle = tone;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    context.restore();
  };

  // What the library has no shapes for: releases, guide lines and the diagonal.
  const extras = (data, kind, lines) => ({
    id: "extras",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { left, right, top, bottom } = chartArea;
      for (const at of lines) line(ctx, [left, scales.y.getPixelForValue(at)], [right, scales.y.getPixelForValue(at)], colour("--muted"), [4, 4]);
      if (kind === "reliability") line(ctx, [scales.x.getPixelForValue(0), scales.y.getPixelForValue(0)], [scales.x.getPixelForValue(1), scales.y.getPixelForValue(1)], colour("--muted"), [4, 4]);
      data.markers.forEach((marker, row) => {
        if (!marker) return;
        const x = scales.x.getPixelForValue(row);
        line(ctx, [x, top], [x, bottom], colour("--ink"), [2, 2]);
        ctx.fillStyle = colour("--ink");
        ctx.fillText(marker, Math.min(x + 4, right - ctx.measureText(marker).width), top + 10);
      });
    },
  });

  // The interval of a figure: behind its point, but over its bar.
  const intervals = (data, kind) => ({
    id: "intervals",
    [kind === "bar" ? "afterDatasetsDraw" : "beforeDatasetsDraw"](chart) {
      data.series.forEach((series, index) => {
        const points = chart.getDatasetMeta(index).data;
        const tone = kind === "bar" ? colour("--ink") : chart.data.datasets[index].borderColor;
        series.cells.forEach((cell, row) => {
          if (number(cell.low) === null || !points[row]) return;
          const y = chart.scales.y;
          const ends = [[points[row].x, y.getPixelForValue(Number(cell.low))], [points[row].x, y.getPixelForValue(Number(cell.high))]];
          if (kind === "bar") line(chart.ctx, ...ends, colour("--paper"), [], 5);
          line(chart.ctx, ...ends, tone, [], 2);
        });
      });
    },
  });

  const dataset = (series, look, kind, xs) => ({
    label: series.label,
    data: series.cells.map((cell, row) => (kind === "reliability" ? { x: xs[row], y: number(cell.value) } : number(cell.value))),
    borderColor: look.tone,
    backgroundColor: look.tone,
    borderDash: kind === "bar" ? [] : look.dash,
    pointStyle: look.point,
    pointRadius: 4,
    borderWidth: kind === "bar" ? 0 : 2,
    spanGaps: false,
  });

  // Guide lines and intervals are within the chart, whatever the figures are.
  const reach = (data, lines) => [...lines, ...data.series.flatMap(({ cells }) => cells.flatMap((cell) => [number(cell.low), number(cell.high)]))]
    .filter((value) => value !== null);

  const scales = (kind, isPercent, areWhole, reached) => {
    const ticks = { color: colour("--muted"), font: { size: 12 } };
    const format = isPercent ? { callback: percent } : areWhole ? { precision: 0 } : {};
    const ends = reached.length > 0 ? { suggestedMin: Math.min(...reached), suggestedMax: Math.max(...reached) } : {};
    const y = { beginAtZero: kind !== "line", ...ends, ticks: { ...ticks, ...format }, grid: { color: colour("--line") } };
    if (kind !== "reliability") return { x: { ticks: { ...ticks, maxRotation: 0, autoSkip: true, maxTicksLimit: 8 }, grid: { display: false } }, y };
    return { x: { type: "linear", min: 0, max: 1, ticks: { ...ticks, callback: percent }, grid: { color: colour("--line") } }, y: { ...y, min: 0, max: 1 } };
  };

  const draw = (canvas) => {
    const table = document.getElementById(canvas.dataset.chartOf);
    const kind = canvas.dataset.chart;
    const data = read(table);
    const isPercent = canvas.dataset.percent === "true";
    const lines = (canvas.dataset.lines || "").split(";").filter(Boolean).map(Number);
    const tones = looks();
    new Chart(canvas, {
      type: kind === "bar" ? "bar" : kind === "line" ? "line" : "scatter",
      data: { labels: data.labels, datasets: data.series.map((series, index) => dataset(series, tones[index % tones.length], kind, data.xs)) },
      plugins: [intervals(data, kind), extras(data, kind, lines)],
      options: {
        animation: false,
        locale: document.documentElement.lang,
        maintainAspectRatio: false,
        plugins: {
          legend: { display: data.series.length > 1, labels: { color: colour("--ink"), usePointStyle: kind !== "bar" } },
          tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${table.tBodies[0].rows[item.dataIndex].querySelectorAll("td")[columnOf(table, item.datasetIndex)].textContent.trim()}` } },
        },
        scales: scales(kind, isPercent, data.series.every(({ cells }) => cells.every((cell) => Number.isInteger(Number(cell.value)))), reach(data, lines)),
        onClick: (event, elements) => {
          const link = elements.length > 0 && data.links[elements[0].index];
          if (link) window.location.assign(link);
        },
      },
    });
  };

  // Which of the figures of a row a series is; the row's label is no figure.
  const columnOf = (table, series) => [...table.tHead.rows[0].cells].slice(1)
    .flatMap((head, column) => (head.dataset.series === "true" ? [column] : []))[series];

  const drawAll = (root) => {
    for (const canvas of root.querySelectorAll("canvas[data-chart-of]")) if (!Chart.getChart(canvas)) draw(canvas);
  };

  // The library keeps each chart until it is told that it is over.
  const destroyAll = (root) => {
    for (const canvas of root.querySelectorAll("canvas[data-chart-of]")) Chart.getChart(canvas)?.destroy();
  };

  const redraw = () => {
    destroyAll(document);
    drawAll(document);
  };

  document.addEventListener("DOMContentLoaded", () => drawAll(document));
  document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (detail.shouldSwap) destroyAll(detail.target); });
  document.addEventListener("htmx:afterSettle", () => drawAll(document));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
