#!/usr/bin/env node
// SPDX-License-Identifier: PostgreSQL
// Builds the site without its data: node build.mjs [folder], "site" beside this program by default.
//
// One script, one style sheet, one page, and the licences of what is in them.  Files are replaced one by one, whole.

import {build} from "esbuild";
import fs from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(process.argv[2] ?? path.join(here, "site"));
const begun = Date.now();

function put(name, text) {
	fs.writeFileSync(path.join(root, `${name}.new`), text);
	fs.renameSync(path.join(root, `${name}.new`), path.join(root, name));
}

// The licences of the packages of which something is in the script, as their authors wrote them
function licences(metafile) {
	const packages = new Set(Object.keys(metafile.inputs).map((file) =>
		/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
		.filter(Boolean));
	const texts = [...packages].sort().map((name) => {
		const folder = path.join(here, "node_modules", name);
		const {version, license} = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
		const files = ["", "licenses"].flatMap((inside) => fs.existsSync(path.join(folder, inside))
			? fs.readdirSync(path.join(folder, inside)).map((file) => path.join(inside, file)) : [])
			.filter((file) => /(^|\/)(licen[cs]e|notice|copyrightnotice)/i.test(file)
				&& fs.statSync(path.join(folder, file)).isFile()).sort();
		if (files.length === 0) {
			throw new Error(`${name} has no licence to ship`);
		}
		return `==== ${name} ${version} (${license}) ====\n\n`
			+ files.map((file) => fs.readFileSync(path.join(folder, file), "utf8").trim()).join("\n\n");
	});
	const own = fs.readFileSync(path.join(here, "../../LICENSE"), "utf8").trim();
	return `==== service_eval (PostgreSQL) ====\n\n${own}\n\n${texts.join("\n\n")}\n`;
}

fs.mkdirSync(root, {recursive: true});
const {metafile, outputFiles} = await build({
	entryPoints: [path.join(here, "src/main.js"), path.join(here, "src/app.css")],
	outdir: root, write: false, bundle: true, minify: true, metafile: true, absWorkingDir: here,
	format: "iife", target: "es2020", charset: "utf8", legalComments: "none", logLevel: "warning",
});
for (const {path: file, text} of outputFiles) {
	put(`app${path.extname(file)}`, text);
}
put("licences.txt", licences(metafile));
put("index.html", fs.readFileSync(path.join(here, "src/index.html"), "utf8"));
const bytes = outputFiles.map(({path: file, text}) => `app${path.extname(file)} ${Buffer.byteLength(text)} bytes`);
console.log(`${root}: ${bytes.join(", ")}; ${Date.now() - begun} ms`);
