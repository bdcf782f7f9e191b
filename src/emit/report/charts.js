// Three charts of the whole report, drawn as SVG.

const SVG = "http://www.w3.org/2000/svg";

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children.flat(Infinity)) element.append(child.nodeType ? child : String(child));
  return element;
}

const shorten = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);
const titled = (element, text) => { element.append(draw("title", {}, text)); return element; };

// A bar or square that opens the claims it stands for.
function opens(element, text, words) {
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", text);
  const open = () => { openTab("claims"); tables.claims.filter(words); };
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => { if (event.key === "Enter") open(); });
  return titled(element, text);
}

function figure(title, note, svg, legend) {
  return make("figure", {}, make("figcaption", {}, make("h2", {}, title), note ? make("p", {}, note) : ""), legend || "", make("div", { class: "scroll" }, svg));
}

const legendOf = (names, kind) => make("p", { class: "legend" }, names.map((name, n) => [make("span", { class: `key ${kind}-${n}` }, ""), shorten(name, 40), " "]));

function timeChart() {
  const { bands, columns, undated } = about.time;
  const names = [...bands, "other sources", "the article itself"];
  const note = undated ? `${number(undated)} claims stand in articles without a date and are left out.` : "";
  if (!columns.length) return figure("Claims over time, by source", "No article gives a date.", draw("svg", { width: 10, height: 10 }));
  const [wide, high, left, foot] = [Math.max(640, columns.length * 14 + 60), 260, 50, 60];
  const most = Math.max(...columns.map(([, counts]) => counts.reduce((a, b) => a + b, 0)), 1);
  const step = (wide - left - 10) / columns.length;
  const svg = draw("svg", { viewBox: `0 0 ${wide} ${high + foot}`, width: wide, height: high + foot, role: "img", "aria-label": "Claims over time, by source" });
  for (const part of [0, 0.5, 1]) {
    const y = high - part * (high - 20);
    svg.append(draw("line", { x1: left, x2: wide, y1: y, y2: y, class: "grid" }), draw("text", { x: left - 6, y: y + 4, "text-anchor": "end" }, number(Math.round(most * part))));
  }
  columns.forEach(([at, counts], n) => {
    let y = high;
    counts.forEach((count, band) => {
      if (!count) return;
      const size = (count / most) * (high - 20);
      y -= size;
      const words = band < bands.length ? `${bands[band]} ${at}` : at;
      svg.append(opens(draw("rect", { x: left + n * step + 1, y, width: Math.max(step - 2, 1), height: size, class: `band-${band < bands.length ? band : band - bands.length + 6}` }), `${at}: ${number(count)} by ${names[band]}`, words));
    });
    const every = Math.ceil(columns.length / Math.max(1, Math.floor((wide - left) / 70)));
    if (n % every === 0) svg.append(draw("text", { x: left + (n + 0.5) * step, y: high + 16, "text-anchor": "middle" }, at));
  });
  const legend = make("p", { class: "legend" }, names.map((name, n) => [make("span", { class: `key band-${n < bands.length ? n : n - bands.length + 6}` }), shorten(name, 40), " "]));
  return figure("Claims over time, by source", note, svg, legend);
}

function sourceChart() {
  const rows = about.sources.filter(([, claims]) => claims > 0);
  if (!rows.length) return figure("Sources by number of claims and certainty", "No claim has a source.", draw("svg", { width: 10, height: 10 }));
  const [wide, left, line] = [720, 230, 24];
  const most = Math.max(...rows.map(([, claims]) => claims));
  const svg = draw("svg", { viewBox: `0 0 ${wide} ${rows.length * line + 10}`, width: wide, height: rows.length * line + 10, role: "img", "aria-label": "Sources by number of claims and certainty" });
  rows.forEach(([name, claims, , certainty], n) => {
    svg.append(draw("text", { x: left - 8, y: n * line + 17, "text-anchor": "end" }, shorten(name, 32)));
    let x = left;
    certainty.forEach((count, kind) => {
      if (!count) return;
      const size = (count / most) * (wide - left - 60);
      svg.append(opens(draw("rect", { x, y: n * line + 3, width: size, height: line - 6, class: `certainty-${kind}` }), `${name}: ${number(count)} ${about.certainties[kind]}`, `${name} ${about.certainties[kind]}`));
      x += size;
    });
    svg.append(draw("text", { x: x + 6, y: n * line + 17 }, number(claims)));
  });
  return figure("Sources by number of claims and certainty", "The twenty sources of most claims.", svg, legendOf(about.certainties, "certainty"));
}

function heatChart() {
  const { actors, sources, cells } = about.heat;
  if (!actors.length) return figure("Who is spoken about by whom", "No claim with a source is about an actor.", draw("svg", { width: 10, height: 10 }));
  const [left, head, size] = [210, 170, 38];
  const most = Math.max(...cells.flat(), 1);
  const [wide, high] = [left + sources.length * size + 90, head + actors.length * size + 10];
  const svg = draw("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, role: "img", "aria-label": "Actors by source" });
  sources.forEach((name, n) => {
    const x = left + n * size + size / 2;
    svg.append(titled(draw("text", { x, y: head - 8, transform: `rotate(-50 ${x} ${head - 8})` }, shorten(name, 24)), name));
  });
  actors.forEach((actor, y) => {
    svg.append(titled(draw("text", { x: left - 8, y: head + y * size + size / 2 + 4, "text-anchor": "end" }, shorten(actor, 28)), actor));
    sources.forEach((source, x) => {
      const count = cells[y][x];
      const square = draw("rect", { x: left + x * size + 1, y: head + y * size + 1, width: size - 2, height: size - 2, class: "heat", "fill-opacity": count ? 0.15 + (0.85 * count) / most : 0.03 });
      svg.append(count ? opens(square, `${actor}, said by ${source}: ${number(count)}`, `${actor} ${source}`) : square);
      if (count) svg.append(draw("text", { x: left + x * size + size / 2, y: head + y * size + size / 2 + 4, "text-anchor": "middle", class: "in" }, number(count)));
    });
  });
  return figure("Who is spoken about by whom", "Claims about an actor (rows) by the source that makes them (columns).", svg);
}
