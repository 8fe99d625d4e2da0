// Every word of the page that stands outside ⟦brackets⟧ and is no name, code, date or word of another language.
() => {
  const OUT = "script, style, a[hreflang], bdi, code, pre, kbd, math, textarea, select[name=time_zone], select[name=language], [translate=no]";
  const BLOCK = /^(block|flex|grid|list-item|table-cell|table-caption|inline-flex|inline-grid|inline-block)$/;
  const NAMES = /Lyceum|AGPL|⟦|⟧/g;
  const DATES = [/\d{1,2} (de )?\p{L}+\.? (de )?\d{4}(, [\d:]+)?/gu, /(hace|dentro de|en) \d+ \p{L}+/gu];
  const language = document.documentElement.lang;
  const isOut = (element) => {
    const other = element.closest("[lang]");
    return element.closest(OUT) !== null || (other && other.lang !== language);
  };
  const outside = (text) => {
    let depth = 0, rest = "";
    for (const letter of text) {
      if (letter === "⟦") depth += 1;
      else if (letter === "⟧") depth = Math.max(0, depth - 1);
      else if (depth === 0) rest += letter;
    }
    for (const date of DATES) rest = rest.replace(date, "");
    rest = rest.replace(NAMES, "").trim();
    return /\p{L}/u.test(rest) ? rest : "";
  };
  const blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (isOut(node.parentElement)) continue;
    let block = node.parentElement;
    while (block !== document.body && !BLOCK.test(getComputedStyle(block).display)) block = block.parentElement;
    blocks.set(block, (blocks.get(block) || "") + node.data);
  }
  const found = [...blocks].map(([block, text]) => [block.tagName.toLowerCase(), outside(text)]);
  for (const name of ["aria-label", "placeholder", "title", "alt", "data-saved", "content"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (name === "content" && element.getAttribute("name") !== "description") continue;
      if (name === "content" || !isOut(element)) found.push([name, outside(element.getAttribute(name))]);
    }
  }
  found.push(["title", outside(document.title.replace(/ – Lyceum$/, ""))]);
  return [...new Set(found.filter(([, text]) => text).map(([where, text]) => `${where}: ${text.slice(0, 80)}`))];
}
