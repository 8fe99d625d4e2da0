// The code editor, loaded only when the learner asks for it; a textarea serves without it.
import { cpp } from "@codemirror/lang-cpp";
import { python } from "@codemirror/lang-python";
import { indentWithTab } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";

const languages = { python, cpp };

/** Puts an editor before `textarea`, which keeps receiving the text and stays what the form sends. */
export function enhance(textarea, language) {
  const copy = EditorView.updateListener.of((update) => {
    if (update.docChanged) {
      textarea.value = update.state.doc.toString();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  const view = new EditorView({
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        basicSetup,
        keymap.of([indentWithTab]),
        indentUnit.of("    "),
        (languages[language] ?? python)(),
        EditorView.contentAttributes.of({ "aria-label": textarea.labels[0]?.textContent ?? "", dir: "ltr" }),
        copy,
      ],
    }),
  });
  textarea.before(view.dom);
  textarea.hidden = true;
  return view;
}
