// SPDX-License-Identifier: PostgreSQL
// Small marks: told apart by shape as well as by colour, and always beside their word.

import {h, s} from "./dom.js";

const PATHS = {
	up: "M6 1 11 11 1 11Z", down: "M1 1 11 1 6 11Z", round: "M6 1a5 5 0 1 0 .01 0Z", square: "M1.5 1.5h9v9h-9Z",
	diamond: "M6 .5 11.5 6 6 11.5 .5 6Z",
		cross: "M2.5 .5 6 4 9.5 .5 11.5 2.5 8 6l3.5 3.5-2 2L6 8l-3.5 3.5-2-2L4 6 .5 2.5Z",
};
const MARKS = {
	band: {top: ["up", "strong"], middle: ["round", "plain"], bottom: ["down", "weak"]},
	grade: {excellent: ["up", "strong"], good: ["round", "strong"], medium: ["square", "plain"], poor: ["down",
		"weak"]},
	state: {active: ["round", "strong"], unfelt: ["diamond", "plain"], suspended: ["down", "weak"],
		formal: ["square", "weak"], stopped: ["cross", "weak"]},
	decision: {open: ["diamond", "plain"], confirmed: ["down", "weak"], rejected: ["round", "strong"]},
};

export function mark(kind, code) {
	const [shape, tone] = MARKS[kind]?.[code] ?? ["round", "plain"];
	return s("svg", {class: `mark ${tone}`, viewBox: "0 0 12 12", "aria-hidden": "true"}, s("path", {d: PATHS[shape]}));
}

// A code with its mark and its word, or another one; — where there is none
export function marked(words, kind, code, word = null, why = null) {
	return code === null || code === undefined ? "—"
		: h("span", {class: word ? "marked long" : "marked", title: why}, mark(kind, code),
			word ?? words.code(kind, code));
}

// Ranks from 1 to the last: the interval as a bar, the rank as a point
export function rank_bar(words, row, [low, high]) {
	if (row.rank === null || low === null || low === undefined) {
		return "—";
	}
	const last = Math.max(row.rated, high, 2);
	const at = (rank) => 4 + 112 * (rank - 1) / (last - 1);
	const said = words.own("rank_bar", {rank: row.rank, from: low, to: high, all: row.rated});
	return h("span", {class: "rank-bar", title: said},
		s("svg", {viewBox: "0 0 120 14", role: "img", "aria-label": said},
			s("path", {class: "scale", d: "M4 7H116"}),
			s("rect", {class: "interval", x: at(low) - 2, y: 4, width: at(high) - at(low) + 4, height: 6, rx: 2}),
			s("circle", {class: "rank", cx: at(row.rank), cy: 7, r: 3.5})),
		h("span", {class: "ends"}, low === high ? String(low) : words.own("to_rank", {from: low, to: high})));
}

// A share of a whole as a bar; what it says stands beside it
export function share_bar(part, whole, tone = "") {
	const share = whole > 0 ? Math.max(0, Math.min(1, part / whole)) : 0;
	return s("svg", {class: `share-bar ${tone}`, viewBox: "0 0 100 8", preserveAspectRatio: "none",
		"aria-hidden": "true"},
		s("rect", {class: "whole", width: 100, height: 8}), s("rect", {class: "part", width: 100 * share, height: 8}));
}
