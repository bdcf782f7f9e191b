// The reader: an article with everything marked, and the card of what was clicked.

const reader = byId("reader");
const card = byId("card");
let shown = null;

// Every span of an article with its layer and its item.
function layers(article) {
  const spans = [];
  const add = (layer, item, span) => spans.push({ layer, item, start: span[0], end: span[1] });
  for (const claim of article.claims) add("number", claim, [claim.start, claim.end]);
  for (const said of article.attributions) {
    for (const span of said.source) add("source", said, span);
    for (const span of said.cue) add("cue", said, span);
    for (const span of said.content) add("content", said, span);
  }
  for (const actor of article.actors) for (const m of actor.mentions) add("actor", actor, [m.start, m.end]);
  return spans.filter((s) => s.end > s.start);
}

// Cut at every beginning and end, so that spans may lie inside and across one another: each piece has the layers that cover it.
function pieces(article) {
  const spans = layers(article).sort((a, b) => a.start - b.start);
  const slice = slicer(article);
  const cuts = [...new Set([0, article.length, ...spans.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  const found = [];
  let open = [];
  let next = 0;
  for (let n = 0; n + 1 < cuts.length; n++) {
    open = open.filter((s) => s.end > cuts[n]);
    while (next < spans.length && spans[next].start <= cuts[n]) open.push(spans[next++]);
    found.push({ text: slice(cuts[n], cuts[n + 1]), start: cuts[n], covers: open.slice() });
  }
  return found;
}

function showArticle(article, focus) {
  shown = unpack(article);
  card.hidden = true;
  const body = make("div", { class: "text" });
  for (const piece of pieces(article)) {
    if (!piece.covers.length) {
      body.append(piece.text);
      continue;
    }
    const begins = piece.covers.some((s) => s.start === piece.start && s.layer !== "content");
    const names = [...new Set(piece.covers.map((s) => s.layer))];
    const ids = piece.covers.map((s) => s.item.id);
    const mark = make("span", { class: names.map((n) => "is-" + n).join(" "), "data-ids": ids.join(" "), tabindex: begins ? "0" : null,
      role: begins ? "button" : null }, piece.text);
    body.append(mark);
  }
  reader.replaceChildren(
    make("h2", {}, article.title || article.doc),
    make("p", { class: "place" }, [article.title ? article.doc : "", article.date, `${article.claims.length} claims, ${article.attributions.length} attributions, ${article.actors.length} actors`].filter(Boolean).join(" · ")),
    make("p", { class: "legend" }, ["number", "source", "cue", "content", "actor"].map((n) => [make("span", { class: "is-" + n }, n), " "])),
    body,
  );
  for (const link of byId("article-list").querySelectorAll("button")) link.setAttribute("aria-current", Number(link.dataset.index) === article.index);
  if (focus) {
    const mark = marksOf(focus)[0];
    if (mark) {
      mark.scrollIntoView({ block: "center" });
      showCard([focus]);
    }
  } else reader.scrollTop = 0;
}

const marksOf = (id) => [...reader.querySelectorAll("[data-ids]")].filter((m) => m.dataset.ids.split(" ").includes(id));
const itemOf = (id) => [...shown.claims, ...shown.attributions, ...shown.actors].find((item) => item.id === id);

// The innermost first: numbers and names before the words that hold them.
const rank = (id) => "cas".indexOf(id[0]);

function showCard(ids) {
  const items = [...new Set(ids)].sort((a, b) => rank(a) - rank(b)).map(itemOf).filter(Boolean);
  for (const mark of reader.querySelectorAll(".chosen")) mark.classList.remove("chosen");
  for (const mark of items.length ? marksOf(items[0].id) : []) mark.classList.add("chosen");
  card.replaceChildren(make("button", { class: "close", "aria-label": "Close", onclick: hideCard }, "×"), ...items.map(cardOf));
  card.hidden = !items.length;
}

function hideCard() {
  card.hidden = true;
  for (const mark of reader.querySelectorAll(".chosen")) mark.classList.remove("chosen");
}

const goTo = (id, words) => make("button", { class: "link", onclick: () => { const mark = marksOf(id)[0]; if (mark) mark.scrollIntoView({ block: "center" }); showCard([id]); } }, `${id} ${words || ""}`);

function fields(rows) {
  const list = make("dl");
  for (const [name, value] of rows) {
    if (value === "" || value === null || value === undefined || (Array.isArray(value) && !value.length)) continue;
    list.append(make("dt", {}, name), make("dd", {}, value));
  }
  return list;
}

const reason = (item) => [["rule", [item.rule, about.rules[item.rule] ? make("small", {}, " " + about.rules[item.rule]) : ""]], ["lexicon", item.lexicon.join(", ")]];
const actorLinks = (ids) => ids.map((n) => goTo("a" + n, shown.actors[n - 1].name));

function cardOf(item) {
  const head = (kind, words) => make("h3", {}, make("span", { class: "kind" }, `${item.id} · ${kind}`), " ", words);
  if (item.id[0] === "c") {
    return make("section", {}, head("claim", `“${item.text}”`), fields([
      ["value", `${amount(item)} ${item.unit}`], ["comparator", item.comparator], ["measure", item.measure], ["counted", item.counted],
      ["about", item.about], ["event", item.event], ["change", item.change], ["flags", item.flags.join(", ")], ["certainty", item.certainty],
      ["source", item.sourceName ? (item.source ? actorLinks([item.source]) : item.sourceName) : "the article itself"],
      ["said in", item.attribution ? goTo("s" + item.attribution, "holds the number in its content") : ""],
      ["actors", actorLinks(item.actorIds)], ["part of", item.partOf ? goTo("c" + item.partOf, shown.claims[item.partOf - 1].text) : ""],
      ["same as", item.sameAs ? goTo("c" + item.sameAs, shown.claims[item.sameAs - 1].text) : ""], ...reason(item)]));
  }
  if (item.id[0] === "s") {
    return make("section", {}, head("attribution", item.sourceName || "no source"), fields([
      ["source", item.sourceText ? `“${item.sourceText}” (${item.sourceKind})` : "none is given"], ["actor", item.actor ? actorLinks([item.actor]) : ""],
      ["cue", `“${item.cueText}” (${item.lemma}, ${item.cueClass})`], ["content", item.contentText], ["quote", item.quote],
      ["certainty", item.certainty], ...reason(item)]));
  }
  const links = [...new Set(item.mentions.map((m) => `“${slicer(shown)(m.start, m.end)}” (${m.link})`))];
  return make("section", {}, head("actor", item.name), fields([["type", item.type], ["kind", item.kind], ["country", item.country],
    ["roles", item.roles.join("; ")], ["aliases", item.aliases.join("; ")], ["of", actorLinks(item.belongsTo)],
    ["could be", actorLinks(item.couldBe)], ["mentions", links.join(", ")], ...reason(item)]));
}

reader.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-ids]");
  if (mark) showCard(mark.dataset.ids.split(" "));
});
reader.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.dataset.ids) {
    event.preventDefault();
    showCard(event.target.dataset.ids.split(" "));
  }
});
