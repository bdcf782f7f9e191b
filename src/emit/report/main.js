// The frame: views, the list of articles, the pages of the report, keys.

const tabs = [...document.querySelectorAll("[role=tab]")];
let charted = false;

function openTab(name) {
  for (const tab of tabs) {
    const on = tab.id === "tab-" + name;
    tab.setAttribute("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !on;
  }
  if (tables[name]) tables[name].draw();
  if (name === "charts" && !charted) {
    charted = true;
    byId("charts").append(timeChart(), sourceChart(), heatChart());
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", () => openTab(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const open = tabs.filter((t) => !t.hidden);
    const next = open[(open.indexOf(tab) + step + open.length) % open.length];
    next.focus();
    openTab(next.getAttribute("aria-controls"));
  });
}

let listed = 300;
function listArticles() {
  const words = byId("article-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = articles.filter((a) => words.every((w) => `${a.title || ""} ${a.doc} ${a.date || ""} ${a.text}`.toLowerCase().includes(w)));
  byId("article-list").replaceChildren(...found.slice(0, listed).map((article) => make("li", {}, make("button", { "data-index": article.index,
    "aria-current": shown === article, onclick: () => showArticle(article) }, make("b", {}, article.title || article.doc),
    make("small", {}, [article.date, `${article.packed[4].length} claims`].filter(Boolean).join(" · "))))));
  byId("article-more").hidden = found.length <= listed;
}
byId("article-filter").addEventListener("input", listArticles);
byId("article-more").addEventListener("click", () => { listed += 1000; listArticles(); });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !card.hidden) hideCard();
  if (event.target.closest("input") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    const section = document.querySelector("main > section:not([hidden])");
    const input = section && section.querySelector("input");
    if (input) input.focus();
  }
  const step = { j: 1, k: -1 }[event.key];
  if (step && !byId("articles").hidden && shown && articles[shown.index + step]) showArticle(articles[shown.index + step]);
});

document.title = about.title;
byId("title").textContent = about.title;
const t = about.totals;
byId("totals").textContent = `${number(t.documents)} articles, ${number(t.claims)} claims (${number(t.sourced)} with a source), ${number(t.attributions)} attributions, ${number(t.actors)} actors`;
byId("made").textContent = about.facts.map(([name, value]) => `${name}: ${value}`).join(" · ") + " · keys: / filter, j and k next and last article, Esc closes the card";
if (!about.groups) byId("tab-same").hidden = true;
if (about.pages.length > 1) {
  byId("pages").append("Articles ", ...about.pages.flatMap(([file, from, to], n) => [n === about.page ? make("b", {}, `${from}–${to}`) : make("a", { href: file }, `${from}–${to}`), " "]),
    "(totals, charts and the comparison are of all; lists and tables of this page)");
}
listArticles();
if (articles.length) showArticle(articles[0]);
document.documentElement.dataset.ready = "yes";
