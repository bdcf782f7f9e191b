// The documents of this page, unpacked when they are needed. Field by field the order of compact.rs.

const byId = (id) => document.getElementById(id);
const about = JSON.parse(byId("about").textContent);
const blocks = [...document.querySelectorAll("script.block")].map((element) => JSON.parse(element.textContent));
const articles = [];
for (const block of blocks) {
  for (const packed of block.d) articles.push({ index: articles.length, words: block.w, packed, doc: packed[0], title: packed[1], date: packed[2], text: packed[3] || "" });
}

// An element with properties and children; text only ever becomes text.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") element.append(child.nodeType ? child : String(child));
  }
  return element;
}

// Offsets count code points; a text with characters beyond the basic plane is taken apart once.
function slicer(article) {
  if (!article.slice) {
    const wide = /[\ud800-\udbff]/.test(article.text) ? Array.from(article.text) : null;
    article.length = wide ? wide.length : article.text.length;
    article.slice = (from, to) => (wide ? wide.slice(from, to).join("") : article.text.slice(from, to));
  }
  return article.slice;
}

const pairs = (flat) => {
  const spans = [];
  for (let at = 0; at + 1 < flat.length; at += 2) spans.push([flat[at], flat[at + 1]]);
  return spans;
};

// All extractions of an article, with their words cut out of its text.
function unpack(article) {
  if (article.claims) return article;
  const slice = slicer(article);
  const word = (number) => (number === null || number === undefined ? "" : article.words[number]);
  const list = (numbers) => numbers.map(word);
  const [, , , , claims, attributions, actors] = article.packed;
  article.actors = actors.map((a, n) => {
    const mentions = [];
    for (let at = 0; at < a[6].length; at += 3) mentions.push({ start: a[6][at], end: a[6][at + 1], link: word(a[6][at + 2]) });
    return { id: "a" + (n + 1), name: word(a[0]), kind: word(a[1]), type: word(a[2]), country: word(a[3]), roles: list(a[4]),
      aliases: list(a[5]), mentions, rule: word(a[7]), lexicon: list(a[8]), couldBe: a[9], belongsTo: a[10] };
  });
  const name = (number) => (number ? article.actors[number - 1].name : "");
  article.attributions = attributions.map((s, n) => {
    const [source, cue, content] = [pairs(s[1]), pairs(s[4]), pairs(s[7])];
    const words = (spans, between) => spans.map(([from, to]) => slice(from, to)).join(between);
    return { id: "s" + (n + 1), sentence: s[0], source, sourceKind: word(s[2]), actor: s[3], sourceText: words(source, " "),
      sourceName: name(s[3]) || words(source, " "), cue, cueText: words(cue, " "), lemma: word(s[5]), cueClass: word(s[6]), content,
      contentText: words(content, " … "), quote: word(s[8]), certainty: word(s[9]), rule: word(s[10]), lexicon: list(s[11]) };
  });
  article.claims = claims.map((c, n) => ({ id: "c" + (n + 1), start: c[0], end: c[1], sentence: c[2], low: c[3], high: c[4],
    comparator: word(c[5]), measure: word(c[6]), unit: word(c[7]), counted: word(c[8]), about: word(c[9]), event: word(c[10]),
    change: word(c[11]), flags: list(c[12]), partOf: c[13], attribution: c[14], source: c[15], sourceName: word(c[16]),
    certainty: word(c[17]), actors: c[18].map(name), actorIds: c[18], rule: word(c[19]), sameAs: c[20], lexicon: list(c[21]), text: slice(c[0], c[1]) }));
  return article;
}

const number = (value) => (value === null || value === undefined ? "" : value.toLocaleString("en", { maximumFractionDigits: 9 }));
const amount = (claim) => (claim.low === claim.high ? number(claim.low) : `${number(claim.low) || "…"} to ${number(claim.high) || "…"}`);
