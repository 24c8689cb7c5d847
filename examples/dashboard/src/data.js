// SPDX-License-Identifier: PostgreSQL
// The data of the site: scripts that call dashboard_data().  Scripts can be loaded from file:// too, JSON cannot.
//
// data.js names the generation of the data; what it names is never changed afterwards.  So a page that is open while
// new data come goes on with its own, or says that they are gone.

export class Gone extends Error {}

const files = new Map();		// file -> Map of view -> {columns, rows}
const loading = new Map();		// file -> Promise

export function receive_data(target = window) {
	target.dashboard_data = (file, view, columns, rows) => {
		const views = files.get(file) ?? files.set(file, new Map()).get(file);
		views.set(view, {columns, rows});
	};
}

function load_script(address) {
	return new Promise((resolve, reject) => {
		const script = document.createElement("script");
		script.src = address;
		script.onload = () => { script.remove(); resolve(); };
		script.onerror = () => { script.remove(); reject(new Gone(address)); };
		document.head.append(script);
	});
}

function load_once(file, address) {
	if (!loading.has(file)) {
		loading.set(file, load_script(address).catch((error) => {
			loading.delete(file);		// perhaps it works the next time
			throw error;
		}));
	}
	return loading.get(file);
}

// What is known of the whole site, without any table.  Its file is always asked for anew.
export async function load_index() {
	await load_once("index", `data.js?${Date.now()}`);
	return files.get("index").get("index").rows;
}

function objects({columns, rows}) {
	return rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));
}

// The rows of a view: of a site, of a period, of a project, or of none, as index.views[view].file says.  Rows about no
// site of a view by sites are in the file of the project.  A view without rows there has no entry in the file.
export async function load_rows(index, view, {project, period, site}) {
	const {file} = index.views[view] ?? {};
	if (!file) {
		return null;				// not part of this export
	}
	const name = file === "site" && site !== undefined ? `p${project.project_id}/s${site}`
		: file === "period" ? `p${project.project_id}/t${project.periods.findIndex((p) => p.period === period)}`
			: file === "common" ? "common" : `p${project.project_id}`;
	if (!index.files.includes(name) && !name.includes("/s")) {
		return [];
	}
	await load_once(name, `data/${index.generation}/${name}.js`);
	const views = files.get(name);
	const table = views.get(view);
	return table ? (table.objects ??= objects(table)) : [];
}
