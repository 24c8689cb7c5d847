// SPDX-License-Identifier: PostgreSQL
// What of the reported reached somebody; which uploads repeat earlier ones.

import {link_to, note_address} from "../address.js";
import {h, s} from "../dom.js";
import {answer, missing, section, table} from "../layout.js";
import {marked} from "../shapes.js";
import {facts} from "../table.js";

export const view = "village_suspension";

const STATES = ["stopped", "formal", "suspended", "unfelt", "active"];
const PARTS = ["duplicates_share", "missing_trace_share", "dissatisfaction_share"];

export async function render(context) {
	const {words, rows, chosen} = context;
	const villages = chosen(await rows(view));
	const repeats = await rows("duplicate_activity");
	return [
		missing(words, view, villages) ?? [counts(words, villages), list(context, villages)],
		repeats === null ? section(words.view("duplicate_activity").label, null,
			missing(words, "duplicate_activity", repeats)) : uploads(context, repeats),
	];
}

function counts(words, villages) {
	return facts(STATES.map((state) => [marked(words, "state", state),
		words.fixed(villages.filter((row) => row.state === state).length, 0)]));
}

// The index as the length of a bar, its three causes as parts of it
function parts(words, row) {
	if (row.suspension_index === null || row.duplicates_share === null) {
		return "";
	}
	const said = PARTS.map((name) => `${words.column(view, name).label} ${words.share(row[name])}`).join(", ");
	let at = 0;
	return s("svg", {class: "parts", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img",
		"aria-label": said},
		s("title", null, said), s("rect", {class: "whole", width: 100, height: 10}),
		PARTS.map((name) => {
			const width = 100 * row.suspension_index * row[name];
			at += width;
			return s("rect", {class: name, x: at - width, width, height: 10});
		}));
}

function list(context, villages) {
	const {address, words} = context;
	return [
		h("p", {class: "legend"}, PARTS.map((name) => h("span", null, h("span", {class: `swatch ${name}`}),
			words.column(view, name).label))),
		table({words, view, rows: villages, caption: words.view(view).label, sort: address.sort ?? "-suspension_index",
			page: address.page_no, note: ({sort, page}) => note_address(address, {sort, page_no: page}), columns: [
				{name: "village", text: true, row_header: true, cell: (row) => h("a", {href: link_to(address, "village",
					{site: row.site_id})}, row.village)},
				new Set(villages.map((row) => row.county)).size > 1 ? {name: "county", text: true, wide: true} : null,
				{name: "township", text: true, wide: true},
				{name: "state", text: true, key: (row) => STATES.indexOf(row.state),
					cell: (row) => marked(words, "state", row.state)},
				{name: "suspension_index"},
				{name: "bar", label: words.own("why_parts"), fixed: true, text: true, class: "bar wide",
					cell: (row) => parts(words, row)},
				{name: "target", wide: true}, {name: "reported"}, {name: "verified", wide: true},
				{name: "verified_rate", wide: true}, {name: "satisfaction", wide: true},
				{name: "rushes", text: true, wide: true},
			].filter(Boolean)}),
	];
}

function uploads(context, repeats) {
	const {words} = context;
	const decisions = ["open", "confirmed", "rejected"];
	return [answer(words, "duplicate_activity", repeats.length > 0 ? facts(decisions.map((decision) => [
		marked(words, "decision", decision),
		words.fixed(repeats.filter((row) => row.decision === decision).length, 0)])) : null,
	missing(words, "duplicate_activity", repeats) ?? table({words, view: "duplicate_activity", rows: repeats,
		caption: words.own("repeats"), sort: "decision", columns: [
			{name: "village", text: true, row_header: true}, {name: "held_on", text: true},
			{name: "activity_id", wide: true}, {name: "earlier_village", text: true},
			{name: "earlier_held_on", text: true, wide: true}, {name: "earlier_activity_id", wide: true},
			{name: "photos", wide: true}, {name: "same_files", wide: true}, {name: "distance", wide: true},
			{name: "decision", text: true, key: (row) => decisions.indexOf(row.decision),
				cell: (row) => marked(words, "decision", row.decision)}]}))];
}
