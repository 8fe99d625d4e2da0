// The exercise page: keeps what is typed on the device, shows the verdict as it comes, fetches the editor on request.
// Without this script the page reloads itself and everything works.

const form = document.querySelector("form[data-draft]");
if (form) keepDraft(form);
offerEditor();
listen(document.querySelector("[data-live]"));

function keepDraft(form) {
  const source = form.querySelector("textarea[name=source]");
  const language = form.querySelector("select[name=language]");
  const note = form.querySelector("[data-note]");
  const key = `draft:${form.dataset.draft}`;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const kept = read();
  if (kept && "fresh" in form.dataset && kept.source && kept.source !== source.value) {
    source.value = kept.source;
    if ([...language.options].some((option) => option.value === kept.language)) language.value = kept.language;
  }
  form.addEventListener("input", (event) => {
    if (event.target !== source && event.target !== language) return;
    try {
      localStorage.setItem(key, JSON.stringify({ source: source.value, language: language.value }));
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
      note.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      note.textContent = "";
    }
  });
  form.addEventListener("submit", () => form.querySelectorAll("button.lit").forEach((button) => button.setAttribute("aria-busy", "true")));
}

function offerEditor() {
  const button = document.querySelector("button[data-editor]");
  if (!button) return;
  const wanted = "lyceum-editor";
  button.hidden = false;
  const load = async () => {
    button.disabled = true;
    const { enhance } = await import(button.dataset.editor);
    const textarea = document.querySelector("textarea[name=source]");
    const language = document.querySelector("select[name=language]");
    let view = enhance(textarea, language.selectedOptions[0].dataset.mode);
    language.addEventListener("change", () => {
      view.destroy();
      view = enhance(textarea, language.selectedOptions[0].dataset.mode);
    });
    button.hidden = true;
    view.focus();
    try {
      localStorage.setItem(wanted, "1");
    } catch {
      // A private window keeps nothing; the button is simply there again next time.
    }
  };
  button.addEventListener("click", load);
  if (localStorage.getItem(wanted) && !("saver" in document.documentElement.dataset)) load();
}

function listen(section) {
  if (!section) return;
  const refresh = async () => {
    const response = await fetch(location.pathname + section.dataset.fresh, { credentials: "same-origin" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.getElementById("verdict") || page.querySelector("[data-live]")) return;
    clearInterval(slowly);
    events.close();
    takeOver(page);
  };
  // The stream is quick; asking every few seconds still works where a proxy cuts streams off.
  const slowly = setInterval(refresh, 3000);
  const events = new EventSource(section.dataset.live);
  events.addEventListener("state", (event) => event.data === "done" && refresh());
}

/** Shows the parts of the fresh page that the verdict changes, with the icons that they need. */
function takeOver(page) {
  const sprite = document.querySelector("svg[hidden]");
  for (const symbol of page.querySelectorAll("svg[hidden] symbol")) {
    if (!document.getElementById(symbol.id)) sprite?.append(document.importNode(symbol, true));
  }
  for (const id of ["verdict", "onward", "history"]) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(document.importNode(fresh, true));
  }
  document.querySelector("#verdict h3")?.scrollIntoView({ block: "nearest" });
}
