// The code editor, loaded only when the learner asks for it; a textarea serves without it.
import { indentWithTab } from "@codemirror/commands";
import { cpp } from "@codemirror/lang-cpp";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";

const languages = { python, cpp };

// The page's own colours, light and dark alike.
const look = EditorView.theme({
  "&": { blockSize: "24rem", fontSize: "0.9375rem", backgroundColor: "var(--surface)", color: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--lit)", outlineOffset: "-3px" },
  ".cm-scroller, .cm-content": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--ink2)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--cobalt-wash)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--lit-wash)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--edge)" },
});
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--cobalt)", fontWeight: "600" },
  { tag: [tags.string, tags.character], color: "var(--ok)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--bad)" },
  { tag: tags.comment, color: "var(--ink2)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.typeName, tags.className], color: "var(--warn)" },
]);

/** Puts an editor before `textarea`, which keeps receiving the text and stays what the form sends. */
export function enhance(textarea, language) {
  // In a shadow tree the editor's styles are objects, not elements: the page's policy allows no inline style.
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const copy = EditorView.updateListener.of((update) => {
    if (update.docChanged) {
      textarea.value = update.state.doc.toString();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  const label = textarea.labels[0]?.textContent ?? "";
  const state = EditorState.create({
    doc: textarea.value,
    extensions: [
      syntaxHighlighting(colours),
      basicSetup,
      keymap.of([indentWithTab]),
      indentUnit.of("    "),
      (languages[language] ?? python)(),
      EditorView.contentAttributes.of({ "aria-label": label, dir: "ltr" }),
      look,
      copy,
    ],
  });
  const view = new EditorView({ state, root, parent: root });
  host.dir = "ltr";
  textarea.before(host);
  textarea.hidden = true;
  return { focus: () => view.focus(), destroy: () => (view.destroy(), host.remove()) };
}
