// A lesson on the wall: keys go where the links go. Without script the links are there.
const go = (rel) => document.querySelector(`nav a[rel=${rel}]`)?.click();
const onward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const keys = { [onward]: "next", PageDown: "next", " ": "next", PageUp: "prev", Escape: "up" };
keys[onward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"] = "prev";

addEventListener("keydown", (event) => {
  const rel = keys[event.key];
  const isTaken = event.altKey || event.ctrlKey || event.metaKey || event.target.closest("a, button, input, summary, video, audio, [tabindex]");
  if (!rel || (isTaken && rel !== "up")) return;
  event.preventDefault();
  go(rel);
});
