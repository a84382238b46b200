// Draws each chart from the table next to it, so that both always show the same figures.
(() => {
  "use strict";

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Suppressed figures have no value: no bar and no point.
  const number = (text) => (text === undefined || text === "" ? null : Number(text));

  // Series differ in colour, dash and point style, so that they do not depend on colour alone.
  const looks = () => [
    { tone: colour("--accent"), dash: [], point: "circle" },
    { tone: colour("--edge"), dash: [6, 4], point: "rect" },
    { tone: colour("--raises"), dash: [2, 3], point: "triangle" },
    { tone: colour("--lowers"), dash: [8, 3, 2, 3], point: "rectRot" },
  ];

  const read = (table) => {
    const rows = [...table.tBodies[0].rows];
    const series = [...table.tHead.rows[0].cells].flatMap((head, column) => (head.dataset.series === "true"
      ? [{ label: head.textContent.trim(), cells: rows.map((row) => row.cells[column].dataset) }]
      : []));
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

  // Draws releases, guide lines and the diagonal, for which the library has no shapes.
  const extras = (data, kind, lines) => ({
    id: "extras",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { left, right, top, bottom } = chartArea;
      const guide = (from, to) => line(ctx, from, to, colour("--muted"), [4, 4]);
      const diagonal = (value) => [scales.x.getPixelForValue(value), scales.y.getPixelForValue(value)];
      for (const value of lines) {
        const y = scales.y.getPixelForValue(value);
        guide([left, y], [right, y]);
      }
      if (kind === "reliability") guide(diagonal(0), diagonal(1));
      data.markers.forEach((marker, row) => {
        if (!marker) return;
        const x = scales.x.getPixelForValue(row);
        line(ctx, [x, top], [x, bottom], colour("--ink"), [2, 2]);
        ctx.fillStyle = colour("--ink");
        ctx.fillText(marker, Math.min(x + 4, right - ctx.measureText(marker).width), top + 10);
      });
    },
  });

  // Draws intervals behind points, but over bars.
  const intervals = (data, kind) => ({
    id: "intervals",
    [kind === "bar" ? "afterDatasetsDraw" : "beforeDatasetsDraw"](chart) {
      data.series.forEach((series, index) => {
        const points = chart.getDatasetMeta(index).data;
        const tone = kind === "bar" ? colour("--ink") : chart.data.datasets[index].borderColor;
        series.cells.forEach((cell, row) => {
          if (number(cell.low) === null || !points[row]) return;
          const ends = [cell.low, cell.high].map((end) => [points[row].x, chart.scales.y.getPixelForValue(Number(end))]);
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

  // Values that the axis must include besides the figures: guide lines and interval ends.
  const reach = (data, lines) => {
    const ends = data.series.flatMap(({ cells }) => cells.flatMap((cell) => [number(cell.low), number(cell.high)]));
    return [...lines, ...ends].filter((value) => value !== null);
  };

  const scales = (kind, isPercent, areWhole, reached) => {
    const ticks = { color: colour("--muted"), font: { size: 12 } };
    const format = isPercent ? { callback: percent } : areWhole ? { precision: 0 } : {};
    const ends = reached.length > 0 ? { suggestedMin: Math.min(...reached), suggestedMax: Math.max(...reached) } : {};
    const y = { beginAtZero: kind !== "line", ...ends, ticks: { ...ticks, ...format }, grid: { color: colour("--line") } };
    if (kind !== "reliability") {
      return { x: { ticks: { ...ticks, maxRotation: 0, autoSkip: true, maxTicksLimit: 8 }, grid: { display: false } }, y };
    }
    const x = { type: "linear", min: 0, max: 1, ticks: { ...ticks, callback: percent }, grid: { color: colour("--line") } };
    return { x, y: { ...y, min: 0, max: 1 } };
  };

  const draw = (canvas) => {
    const table = document.getElementById(canvas.dataset.chartOf);
    const kind = canvas.dataset.chart;
    const data = read(table);
    const isPercent = canvas.dataset.percent === "true";
    const lines = (canvas.dataset.lines || "").split(";").filter(Boolean).map(Number);
    const tones = looks();
    const datasets = data.series.map((series, index) => dataset(series, tones[index % tones.length], kind, data.xs));
    const areWhole = data.series.every(({ cells }) => cells.every((cell) => Number.isInteger(Number(cell.value))));
    const cellText = (item) => {
      const cells = table.tBodies[0].rows[item.dataIndex].querySelectorAll("td");
      return cells[columnOf(table, item.datasetIndex)].textContent.trim();
    };
    new Chart(canvas, {
      type: kind === "bar" ? "bar" : kind === "line" ? "line" : "scatter",
      data: { labels: data.labels, datasets },
      plugins: [intervals(data, kind), extras(data, kind, lines)],
      options: {
        animation: false,
        locale: document.documentElement.lang,
        maintainAspectRatio: false,
        plugins: {
          legend: { display: data.series.length > 1, labels: { color: colour("--ink"), usePointStyle: kind !== "bar" } },
          tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${cellText(item)}` } },
        },
        scales: scales(kind, isPercent, areWhole, reach(data, lines)),
        onClick: (event, elements) => {
          const link = elements.length > 0 && data.links[elements[0].index];
          if (link) window.location.assign(link);
        },
      },
    });
  };

  // Returns the index of a series among the cells of a row, without the row heading.
  const columnOf = (table, series) => [...table.tHead.rows[0].cells].slice(1)
    .flatMap((head, column) => (head.dataset.series === "true" ? [column] : []))[series];

  const drawAll = (root) => {
    for (const canvas of root.querySelectorAll("canvas[data-chart-of]")) if (!Chart.getChart(canvas)) draw(canvas);
  };

  // The library keeps charts in memory until they are destroyed.
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
