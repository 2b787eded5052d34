"use strict";
const { nodes, edges, looks } = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
const [page, view, details, year] = ["page", "view", "details", "year"].map(byId);

// Shapes of radius 1, by the letters that the pictures of matplotlib use.
const SHAPES = {
  o: "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z", s: "M-.9 -.9H.9V.9H-.9Z", D: "M0 -1.2L1.2 0L0 1.2L-1.2 0Z",
  "^": "M0 -1.2L1.1 .9H-1.1Z", v: "M0 1.2L1.1 -.9H-1.1Z",
};

// All texts go in as text, never as markup.
function make(tag, text, parent, attributes = {}, space = null) {
  const element = space ? document.createElementNS(space, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== null) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

function shape(kind, size, parent) {
  const [colour, marker] = looks[kind];
  return make("path", null, parent, { d: SHAPES[marker], fill: colour, transform: `scale(${size})` }, SVG);
}

for (const edge of edges) {
  edge.ends = [nodes[edge.source], nodes[edge.target]];
  const width = Math.min(1 + 0.5 * (edge.told.weight || 1), 6);
  edge.drawn = make("line", null, view, { "stroke-width": width }, SVG);
  edge.drawn.addEventListener("click", () => choose({ edge }));
}
for (const node of nodes) {
  node.size = 3 + 1.5 * Math.sqrt(node.degree);
  node.drawn = make("g", null, view, { class: "node" }, SVG);
  shape(node.kind, node.size, node.drawn);
  node.name = make("text", node.label, byId("labels"), { x: node.size + 3, y: 4 }, SVG);
  make("title", `${node.label} (${node.kind})`, node.drawn, {}, SVG);
  node.drawn.addEventListener("click", () => choose({ node }));
  make("option", null, byId("names"), { value: node.label });
}
const bestFirst = [...nodes].sort((one, other) => other.degree - one.degree);

// What is shown: by kind, and by the year in which it was first told.
const kinds = new Set(nodes.map((node) => node.kind));
for (const kind of Object.keys(looks).filter((each) => kinds.has(each))) {
  const label = make("label", null, byId("kinds"));
  const box = make("input", null, label, { type: "checkbox" });
  box.checked = true;
  shape(kind, 6, make("svg", null, label, { viewBox: "-8 -8 16 16" }, SVG));
  label.append(` ${kind}`);
  box.addEventListener("change", () => { box.checked ? kinds.add(kind) : kinds.delete(kind); sift(); });
}
const years = edges.map((edge) => edge.year).filter(Boolean);
year.min = Math.min(...years);
year.max = Math.max(...years);
year.value = year.max;
byId("until").hidden = new Set(years).size < 2;

function sift() {
  const all = byId("until").hidden || year.value === year.max;
  byId("shown").textContent = year.value;
  const linked = new Set();
  for (const edge of edges) {
    const counts = all || (edge.year && edge.year <= year.value);
    const visible = counts && edge.ends.every((node) => kinds.has(node.kind));
    edge.drawn.classList.toggle("gone", !visible);
    if (visible) edge.ends.forEach((node) => linked.add(node));
  }
  for (const node of nodes) node.drawn.classList.toggle("gone", !(kinds.has(node.kind) && (all || linked.has(node))));
  if (nodes[0].at) nameNodes();
}
year.addEventListener("input", sift);

// What is known of the chosen thing or line.
let close = new Set();
function choose({ node, edge }) {
  const near = edges.filter((each) => each === edge || each.ends.includes(node));
  close = new Set((node ? [node] : []).concat(near.flatMap((each) => each.ends)));
  for (const each of nodes) {
    for (const part of [each.drawn, each.name]) part.classList.toggle("faint", !close.has(each));
    each.drawn.classList.toggle("chosen", each === node);
  }
  for (const each of edges) {
    each.drawn.classList.toggle("faint", !near.includes(each));
    each.drawn.classList.toggle("chosen", each === edge);
  }
  details.replaceChildren();
  if (node) {
    make("h2", node.label, details);
    tell({ kind: node.kind, ...node.told });
  }
  for (const each of near) tellEdge(each, node);
  nameNodes();
}

function tellEdge(edge, node) {
  const line = make("h3", null, details);
  edge.ends.forEach((end, number) => {
    if (number) line.append(` ${edge.link || "–"} `);
    if (end === node) line.append(end.label);
    else make("button", end.label, line, { class: "link" }).addEventListener("click", () => choose({ node: end }));
  });
  const { quotes = [], ...rest } = edge.told;
  tell(rest);
  for (const quote of quotes) {
    const block = make("blockquote", quote.text, details);
    make("footer", [quote.document, quote.published].filter(Boolean).join(", "), block);
  }
}

function tell(facts) {
  const list = make("dl", null, details);
  for (const [name, value] of Object.entries(facts)) {
    if (value === "" || (Array.isArray(value) && !value.length)) continue;
    make("dt", name, list);
    make("dd", Array.isArray(value) ? value.join("; ") : value, list);
  }
}

function unchoose() {
  for (const part of page.querySelectorAll(".faint, .chosen")) part.classList.remove("faint", "chosen");
  close = new Set();
  nameNodes();
}

// Moving, coming closer, finding.
let [scale, left, top] = [1, 0, 0];
function place() {
  for (const node of nodes) {
    node.at = [left + scale * node.place[0], top + scale * node.place[1]];
    for (const part of [node.drawn, node.name]) part.setAttribute("transform", `translate(${node.at})`);
  }
  for (const edge of edges) {
    edge.ends.forEach((node, number) => {
      edge.drawn.setAttribute(`x${number + 1}`, node.at[0]);
      edge.drawn.setAttribute(`y${number + 1}`, node.at[1]);
    });
  }
  nameNodes();
}

// Names are shown where they cover no other: those of what is chosen first, then those of the best linked.
function nameNodes() {
  const taken = [];
  for (const node of [...close, ...bestFirst.filter((each) => !close.has(each))]) {
    const [x, y] = node.at;
    const box = [x + node.size, y - 7, x + node.size + 6 + 6 * node.label.length, y + 7];
    const free = !node.drawn.classList.contains("gone") && !taken.some((other) =>
      box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    if (free) taken.push(box);
    node.name.classList.toggle("gone", !free);
  }
}

function fit() {
  const { width, height } = page.getBoundingClientRect();
  const [xs, ys] = [0, 1].map((axis) => nodes.map((node) => node.place[axis]));
  const [x, y, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  scale = Math.min((width - 160) / (right - x || 1), (height - 60) / (bottom - y || 1), 2);
  left = (width - 100 - scale * (x + right)) / 2;
  top = (height - scale * (y + bottom)) / 2;
  place();
}
page.addEventListener("wheel", (event) => {
  event.preventDefault();
  const factor = Math.exp(-event.deltaY / 400);
  const box = page.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  [left, top, scale] = [x - factor * (x - left), y - factor * (y - top), scale * factor];
  place();
}, { passive: false });
let dragged = false;
page.addEventListener("pointermove", (event) => {
  if (!(event.buttons & 1)) return;
  dragged = true;
  left += event.movementX;
  top += event.movementY;
  place();
});
page.addEventListener("pointerdown", () => { dragged = false; });
page.addEventListener("click", (event) => { if (event.target === page && !dragged) unchoose(); });
byId("search").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  const found = wanted && nodes.find((node) =>
    [node.label, ...(node.told.aliases || [])].some((name) => name.toLowerCase() === wanted));
  if (!found) return;
  const { width, height } = page.getBoundingClientRect();
  scale = Math.max(scale, 1);
  [left, top] = [width / 2 - scale * found.place[0], height / 2 - scale * found.place[1]];
  place();
  choose({ node: found });
});
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
addEventListener("resize", fit);
sift();
fit();
