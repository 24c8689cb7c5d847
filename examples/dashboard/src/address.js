// SPDX-License-Identifier: PostgreSQL
// The state of the dashboard is its address: #/ranking?project=1&period=term&profile=statutory&language=en
// So every view can be kept as a bookmark and sent to a colleague.

export function read_address(hash = location.hash) {
	const [path, query] = hash.replace(/^#\/?/, "").split("?", 2);
	return {...Object.fromEntries(new URLSearchParams(query ?? "")), page: path || null};
}

// The same address with other values; null takes one away.
export function address_with(address, changes) {
	const {page, ...values} = {...address, ...changes};
	const query = new URLSearchParams();
	for (const name of Object.keys(values).sort()) {
		if (values[name] !== null && values[name] !== undefined && values[name] !== "") {
			query.set(name, values[name]);
		}
	}
	return `#/${page ?? ""}?${query}`;
}

// What holds on every page, and goes along from one to the next.
export function link_to(address, page, changes = {}) {
	const {project, period, profile, language} = address;
	return address_with({project, period, profile, language}, {page, ...changes});
}

// A filter or an order that changed: written down, without a new page and without an entry of the history.
export function note_address(address, changes) {
	Object.assign(address, changes);
	history.replaceState(null, "", address_with(address, {}));
}
