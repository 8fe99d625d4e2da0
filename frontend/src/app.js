// Registers the service worker that keeps what was read; nothing depends on it.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
