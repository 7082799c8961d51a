// Validate the files named on the command line; print {file: [errors]} as JSON.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { readFileSync } from "node:fs";

const home = join(process.cwd(), "node_modules", "@xarsh", "ooxml-validator");
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const entry = manifest.exports?.["."]?.import?.default ?? manifest.exports?.["."]?.import ?? manifest.exports?.["."] ?? manifest.main;
const { validateFile } = await import(pathToFileURL(join(home, entry)).href);

const found = {};
for (const file of process.argv.slice(2)) {
  const result = await validateFile(file, { officeVersion: "Microsoft365" });
  found[file] = result.errors.map((e) => `${e.path ?? ""} ${e.xPath ?? ""}: ${e.description}`);
}
process.stdout.write(JSON.stringify(found));
