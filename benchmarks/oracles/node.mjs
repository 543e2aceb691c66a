// The parsers that exist for Node only: a request a line, {kind, text}; an answer a line, {shape} or {error}.
// An item of a shape is a line; those that begin with "code" hold what a machine reads, to the letter.
import readline from "node:readline";

const load = async (name) => {
  try {
    return await import(name);
  } catch {
    return null;
  }
};
const [mdx, frontMatter, gfm, icu, adoc] = await Promise.all(
  ["@mdx-js/mdx", "remark-frontmatter", "remark-gfm", "@formatjs/icu-messageformat-parser", "@asciidoctor/core"].map(load),
);

const PROSE_PROPS = /^(title|label|alt|description|summary|caption|placeholder|tooltip|heading|header|subtitle|tip|text|content|aria-label)$/;
const inside = (url) => (/^[a-z]+:|^\/\//.test(url) ? url : url.replace(/#.*/, "#"));

function mdxItems(node, items) {
  if (["code", "inlineCode", "mdxjsEsm", "mdxFlowExpression", "mdxTextExpression"].includes(node.type)) {
    items.push(`code ${node.type} ${node.lang ?? ""} ${node.meta ?? ""} ${node.value}`);
  } else if (!["text", "yaml", "toml", "break"].includes(node.type)) {
    const own = [node.depth, node.identifier, node.url && inside(node.url), node.start, node.checked, node.name];
    items.push([node.type, ...own.filter((value) => value != null)].join(" "));
    for (const attribute of node.attributes ?? []) {
      const value = attribute.value?.value ?? attribute.value;
      const prose = typeof attribute.value === "string" && (PROSE_PROPS.test(attribute.name) || / /.test(value));
      items.push(`code prop ${attribute.name} ${prose ? "…" : value}`);
    }
  }
  for (const child of node.children ?? []) mdxItems(child, items);
  if (node.children) items.push(`end ${node.type}`);
}

let processor;
async function readMdx(text) {
  processor ??= mdx.createProcessor({ remarkPlugins: [[frontMatter.default, ["yaml", "toml"]], gfm.default] });
  const items = [];
  mdxItems(processor.parse(text), items);
  await processor.process(text);
  return items;
}

function icuItems(elements, items) {
  for (const element of elements) {
    if (element.type === 0) continue;
    items.push(`code ${element.type} ${element.value ?? ""} ${element.offset ?? ""} ${element.pluralType ?? ""}`);
    for (const [key, option] of Object.entries(element.options ?? {})) {
      items.push(`code option ${key}`);
      icuItems(option.value, items);
    }
    icuItems(element.children ?? [], items);
  }
}

function readIcu(text) {
  const items = [];
  icuItems(icu.parse(text, { ignoreTag: true }), items);
  return items;
}

let asciidoctor;
function adocItems(block, items) {
  const context = block.getContext();
  items.push([context, block.getStyle?.() ?? "", block.getLevel?.() ?? ""].join(" "));
  if (["listing", "literal", "pass", "stem"].includes(context)) items.push(`code ${block.getSource()}`);
  if (context === "table") {
    for (const part of [block.getHeadRows(), block.getBodyRows(), block.getFootRows()]) {
      items.push(`rows ${part.map((row) => row.length)}`);
    }
    return;
  }
  if (context === "dlist") {
    for (const [terms, body] of block.getItems()) {
      items.push(`terms ${terms.length}`);
      if (body?.getBlocks) for (const child of body.getBlocks()) adocItems(child, items);
    }
    return;
  }
  for (const child of block.getBlocks()) adocItems(child, items);
}

function readAdoc(text) {
  asciidoctor ??= adoc.default();
  const logger = asciidoctor.MemoryLogger.create();
  asciidoctor.LoggerManager.setLogger(logger);
  const attributes = { "skip-front-matter": "" };
  const items = [];
  const document = asciidoctor.load(text, { safe: "secure", attributes });
  adocItems(document, items);
  const html = document.convert();
  for (const tag of html.matchAll(/<(\/?[a-z]\w*)[^>]*?(?: (?:href|src)="([^"#]*)[^"]*")?[^>]*>/g)) items.push(`<${tag[1]} ${tag[2] ?? ""}`);
  for (const code of html.matchAll(/<code[^>]*>(.*?)<\/code>/gs)) items.push(`code ${code[1]}`);
  for (const message of logger.getMessages()) items.push(`message ${message.getSeverity()} ${message.getText().replace(/<stdin>.*?:|line \d+/g, "")}`);
  return items;
}

const READERS = {
  mdx: mdx && frontMatter && gfm && readMdx,
  icu: icu && readIcu,
  adoc: adoc && readAdoc,
};
console.log(JSON.stringify(Object.keys(READERS).filter((kind) => READERS[kind])));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { kind, text } = JSON.parse(line);
  let answer;
  try {
    answer = { shape: await READERS[kind](text) };
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
