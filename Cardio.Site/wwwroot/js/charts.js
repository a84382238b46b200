// Draws each chart from the table that stands beside it: one source, nothing to keep in step.
(() => {
  "use strict";

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // A hidden figure is no figure: it gets no bar.
  const value = (text) => (text === "" ? null : Number(text));

  const draw = (canvas) => {
    const rows = [...document.querySelectorAll(`#${canvas.dataset.chartOf} tbody tr`)];
    const ticks = { color: colour("--muted") };
    new Chart(canvas, {
      type: "bar",
      data: {
        labels: rows.map((row) => row.querySelector("th").textContent.trim()),
        datasets: [{ data: rows.map((row) => value(row.querySelector("[data-value]").dataset.value)), backgroundColor: colour("--accent") }],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: { legend: { display: false } },
        scales: {
          x: { ticks: { ...ticks, maxRotation: 0, autoSkip: true, maxTicksLimit: 8 }, grid: { display: false } },
          y: { beginAtZero: true, ticks: { ...ticks, precision: 0 }, grid: { color: colour("--line") } },
        },
      },
    });
  };

  const drawAll = (root) => {
    for (const canvas of root.querySelectorAll("canvas[data-chart-of]")) if (!Chart.getChart(canvas)) draw(canvas);
  };

  document.addEventListener("DOMContentLoaded", () => drawAll(document));
  document.addEventListener("htmx:afterSettle", () => drawAll(document));
})();
