// The authors' pages: saves while one writes, shows the preview in place, moves steps by dragging or keys.
// Without this script the buttons do all of it.

for (const form of document.querySelectorAll("form[data-autosave]")) keepSaving(form);
for (const form of document.querySelectorAll("form[data-segment]")) savePiece(form);
const deed = document.querySelector("form[data-deed]");
if (deed) moveSteps(deed);

async function send(form, action) {
  const body = new FormData(form);
  body.set("do", action);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  return fetch(form.action || location.href, { method: "POST", body, headers: { "X-Fragment": "1" } });
}

function keepSaving(form) {
  const note = form.querySelector("[data-note]");
  let timer = 0;
  let changed = false;
  let busy = Promise.resolve();
  const save = async () => {
    if (!changed) return;
    changed = false;
    try {
      const answer = await send(form, "autosave");
      if (answer.status === 409) {
        note.textContent = form.dataset.clash;
        return;
      }
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const { seen, merged } = await answer.json();
      // After a merge the page does not show all of the text: it goes on from what it was made of.
      if (!merged) for (const [name, value] of Object.entries(seen)) remember(form, name, value);
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
      note.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      changed = true;
      note.textContent = "";
      later();
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (busy = busy.then(save)), 4000);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || event.target.name?.startsWith("figure-")) return;
    changed = true;
    later();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    changed = false;
  });
  addEventListener("pagehide", () => {
    if (!changed) return;
    const body = new FormData(form);
    body.set("do", "autosave");
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    navigator.sendBeacon(form.action || location.href, body);
  });
  const button = form.querySelector("[data-preview-button]");
  const place = document.querySelector("[data-preview]");
  button?.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await send(form, "preview").catch(() => null);
    if (!answer?.ok) return form.requestSubmit();
    place.innerHTML = await answer.text();
    place.scrollIntoView({ block: "start" });
  });
}

function remember(form, name, value) {
  const field = form.elements.namedItem(`seen.${name}`);
  if (field) field.value = value;
}

function savePiece(form) {
  const target = form.elements.namedItem("target");
  const next = () => {
    let other = form.nextElementSibling;
    while (other && !other.matches("form[data-segment]")) other = other.nextElementSibling;
    other?.elements.namedItem("target").focus();
  };
  const save = async () => {
    const answer = await send(form, "save").catch(() => null);
    if (!answer || answer.redirected) return form.requestSubmit(form.querySelector("button[value=save]"));
    const said = await answer.json();
    form.querySelector("[data-wrong]").textContent = said.note || "";
    if (!answer.ok) return target.focus();
    const state = form.querySelector("[data-state]");
    state.textContent = said.state;
    state.className = `tag ${said.tone}`;
    next();
  };
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  });
}

function moveSteps(deed) {
  let dragged = null;
  const post = (action) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "do";
    field.value = action;
    deed.append(field);
    deed.submit();
  };
  for (const item of document.querySelectorAll("[data-step]")) {
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.step);
    });
    item.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      item.querySelector(event.key === "ArrowUp" ? "[data-up]" : "[data-down]").click();
    });
  }
  for (const list of document.querySelectorAll("[data-unit]")) {
    list.addEventListener("dragover", (event) => dragged && event.preventDefault());
    list.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const others = [...list.querySelectorAll("[data-step]")].filter((item) => item !== dragged);
      const before = others.filter((item) => {
        const box = item.getBoundingClientRect();
        return box.top + box.height / 2 < event.clientY;
      });
      post(`place:${dragged.dataset.step}:${list.dataset.unit}:${before.length}`);
    });
  }
}
