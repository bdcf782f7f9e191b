// Tables: a filter over all cells, a column to sort by, and no more rows at once than a screen can want.

const STEP = 200;

// A table in `section`: columns are [name, value of a row, options]; `rows` makes the rows when the table is first looked at.
function table(section, columns, rows, open) {
  let all = null;
  let sorted = { column: -1, down: false };
  let limit = STEP;
  const filter = make("input", { type: "search", autocomplete: "off" });
  const count = make("p", { class: "count", role: "status" });
  const heads = columns.map(([name], n) => make("th", { scope: "col" }, make("button", { onclick: () => sort(n) }, name)));
  const body = make("tbody");
  const more = make("button", { class: "more", onclick: () => { limit += STEP * 5; draw(); } }, "Show more");
  section.append(make("div", { class: "bar" }, make("label", {}, "Filter ", filter), count),
    make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, heads)), body)), more);
  filter.addEventListener("input", () => { limit = STEP; draw(); });

  function load() {
    if (all) return;
    all = rows().map((row) => ({ row, cells: columns.map(([, value]) => value(row)) }));
    for (const one of all) one.search = one.cells.join(" ").toLowerCase();
  }
  function sort(n) {
    sorted = { column: n, down: sorted.column === n && !sorted.down };
    heads.forEach((head, k) => head.setAttribute("aria-sort", k === n ? (sorted.down ? "descending" : "ascending") : "none"));
    draw();
  }
  function chosen() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter((one) => words.every((word) => one.search.includes(word)));
    if (sorted.column >= 0) {
      const way = sorted.down ? -1 : 1;
      found.sort((a, b) => {
        const [x, y] = [a.cells[sorted.column], b.cells[sorted.column]];
        // What is empty comes last, whichever way.
        if (x === "" || y === "") return (x === "") - (y === "");
        return way * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)));
      });
    }
    return found;
  }
  function draw() {
    load();
    const found = chosen();
    body.replaceChildren(...found.slice(0, limit).map(({ row, cells }) => {
      const line = make("tr", open ? { tabindex: "0", onclick: () => open(row), onkeydown: (event) => { if (event.key === "Enter") open(row); } } : {});
      cells.forEach((cell, n) => line.append(make("td", { class: typeof cell === "number" ? "figure" : columns[n][2] || null }, typeof cell === "number" ? number(cell) : cell)));
      return line;
    }));
    count.textContent = `${found.length.toLocaleString("en")} of ${all.length.toLocaleString("en")}`;
    more.hidden = found.length <= limit;
  }
  return { draw, filter: (text) => { filter.value = text; limit = STEP; draw(); filter.focus(); } };
}

const every = (name) => () => articles.flatMap((article) => unpack(article)[name].map((item) => ({ article, item })));
const place = (row) => row.article.title || row.article.doc;
const none = (value) => (value === null || value === undefined ? "" : value);
const openItem = (row) => { openTab("articles"); showArticle(row.article, row.item.id); };

const tables = {
  claims: table(byId("claims"), [
    ["number", (r) => r.item.text], ["low", (r) => none(r.item.low)], ["high", (r) => none(r.item.high)], ["unit", (r) => r.item.unit],
    ["counted or about", (r) => r.item.counted || r.item.about], ["event", (r) => r.item.event], ["source", (r) => r.item.sourceName],
    ["certainty", (r) => r.item.certainty], ["actors", (r) => r.item.actors.join("; ")], ["flags", (r) => r.item.flags.join(", ")],
    ["date", (r) => r.article.date || "", "date"], ["article", place],
  ], every("claims"), openItem),
  attributions: table(byId("attributions"), [
    ["source", (r) => r.item.sourceName], ["kind", (r) => r.item.sourceKind], ["cue", (r) => r.item.cueText], ["class", (r) => r.item.cueClass],
    ["quote", (r) => r.item.quote], ["certainty", (r) => r.item.certainty], ["content", (r) => r.item.contentText, "long"],
    ["date", (r) => r.article.date || "", "date"], ["article", place],
  ], every("attributions"), openItem),
  actors: table(byId("actors"), [
    ["name", (r) => r.item.name], ["type", (r) => r.item.type], ["country", (r) => r.item.country], ["roles", (r) => r.item.roles.join("; ")],
    ["aliases", (r) => r.item.aliases.join("; ")], ["mentions", (r) => r.item.mentions.length], ["date", (r) => r.article.date || "", "date"], ["article", place],
  ], every("actors"), openItem),
};
// What several articles count differently; a row opens its claim where the article is on this page.
if (about.groups) {
  const { columns, rows, left_out } = about.groups;
  const [doc, claim] = [columns.indexOf("article"), columns.indexOf("claim")];
  const openClaim = (row) => {
    const article = articles.find((a) => a.doc === row[doc]);
    if (article) openItem({ article, item: { id: row[claim] } });
  };
  byId("same").append(make("p", { class: "place" }, "Claims of the same thing in articles at most a week apart that do not agree; the sharpest first.",
    left_out ? ` ${number(left_out)} more groups are left out; onrecord compare shows them all.` : ""));
  tables.same = table(byId("same"), columns.map((name, n) => [name, (r) => none(r[n]), name === "date" ? "date" : null]), () => rows, openClaim);
}
