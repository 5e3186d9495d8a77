// Bundles what the browser gets: each file in frontend/pages becomes one script or one style sheet.
// Names stay plain; Django's static storage adds the hashes.
import { build, context } from "esbuild";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const pages = join(here, "pages");
const output = join(here, "..", "src", "secondstory", "design", "static", "design", "build");
const faces = join(here, "..", "node_modules", "@fontsource-variable");

const entries = (await readdir(pages)).filter((name) => [".ts", ".css"].includes(extname(name)));

const options = {
  absWorkingDir: here,
  entryPoints: entries.map((name) => ({ in: join(pages, name), out: basename(name, extname(name)) })),
  outdir: output,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome123", "firefox121", "safari17.5"],
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  const watching = await context({ ...options, logLevel: "info" });
  await watching.watch();
} else {
  await rm(output, { recursive: true, force: true });
  await mkdir(join(output, "fonts"), { recursive: true });
  await build(options);
  for (const face of await readdir(faces)) {
    await copyFile(join(faces, face, "LICENSE"), join(output, "fonts", `${face}-LICENSE.txt`));
  }
}
