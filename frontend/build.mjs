// Builds build/assets: one style sheet from the design system's files, the islands, and the editor that loads on demand.
import { build } from "esbuild";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, "..", "lyceum", "ui");
const out = join(here, "..", "build", "assets");

async function styleSheet() {
  const layer = async (name) => `@layer ${name} {\n${await readFile(join(ui, "css", `${name}.css`), "utf8")}}\n`;
  const components = [];
  for (const name of (await readdir(join(ui, "components"))).sort()) {
    const files = (await readdir(join(ui, "components", name))).filter((file) => file.endsWith(".css")).sort();
    for (const file of files) components.push(await readFile(join(ui, "components", name, file), "utf8"));
  }
  return [
    "@layer tokens, base, layout, components, utilities;\n",
    await layer("tokens"),
    await layer("base"),
    await layer("layout"),
    `@layer components {\n${components.join("")}}\n`,
    await layer("utilities"),
  ].join("");
}

await mkdir(out, { recursive: true });
await build({
  stdin: { contents: await styleSheet(), loader: "css" },
  outfile: join(out, "lyceum.css"),
  minify: true,
  target: ["chrome99", "safari15.4", "firefox97"],
  logLevel: "warning",
});
await build({
  entryPoints: (await readdir(join(here, "src"))).filter((name) => name.endsWith(".js")).map((name) => join(here, "src", name)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2021"],
  logLevel: "warning",
});
