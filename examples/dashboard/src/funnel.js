// SPDX-License-Identifier: PostgreSQL
// Satisfaction over the number of answers, with the limits within which chance alone would leave it.

import {link_to} from "./address.js";
import {chart, COLOURS} from "./chart.js";
import {h} from "./dom.js";
import {answer, missing, table} from "./layout.js";

const VIEW = "score_funnel";
// far out is told apart by shape as well
const SIGNALS = {far_below: ["triangle", COLOURS.weak, 180], below: ["diamond", COLOURS.weak, 0],
	within: ["circle", COLOURS.plain, 0], above: ["diamond", COLOURS.strong, 0], far_above: ["triangle",
		COLOURS.strong, 0]};
const LIMITS = [["funnel_target", "solid", ""], ["lower_95", [6, 4], "95 %"], ["upper_95", [6, 4], "95 %"],
	["lower_998", [2, 3], "99.8 %"], ["upper_998", [2, 3], "99.8 %"]];

export function funnel(context, rows) {
	const {address, words} = context;
	const label = (name) => words.column(VIEW, name).label;
	const sorted = rows && [...rows].sort((a, b) => a.effective_answers - b.effective_answers);
	const out = sorted?.filter((row) => !["within", null].includes(row.signal)) ?? [];
	return answer(words, VIEW, missing(words, VIEW, sorted) ?? [
		chart({words, title: label("heard_satisfaction"), height: 380,
			says: out.map((row) => `${row.village} ${words.fixed(row.heard_satisfaction, 1)}: ${
				words.code("signal", row.signal)}`).join("; "),
			option: () => drawn(words, label, sorted)}),
		table({words, view: VIEW, rows: sorted, caption: words.view(VIEW).label, sort: "heard_satisfaction", columns: [
			{name: "village", text: true, row_header: true, cell: (row) => h("a", {href: link_to(address, "village",
				{site: row.site_id})}, row.village)},
			{name: "effective_answers", wide: true, cell: (row) => words.fixed(row.effective_answers, 1)},
			{name: "heard_satisfaction", cell: (row) => words.fixed(row.heard_satisfaction, 2)},
			...["lower_998", "lower_95", "upper_95", "upper_998"].map((name) => ({name, wide: true,
				cell: (row) => row[name] === null ? "—" : words.fixed(row[name], 2)})),
			{name: "signal", text: true, key: (row) => Object.keys(SIGNALS).indexOf(row.signal)}]}),
	]);
}

function drawn(words, label, rows) {
	const values = rows.flatMap((row) => [row.heard_satisfaction, row.lower_998, row.upper_998]).filter((v) =>
		v !== null);
	const signals = Object.entries(SIGNALS).map(([signal, [symbol, color, symbolRotate]]) => ({
		name: words.code("signal", signal), type: "scatter", symbol, symbolRotate, color,
		symbolSize: symbol === "circle" ? 7 : 11,
		data: rows.filter((row) => (row.signal ?? "within") === signal)
			.map((row) => [row.effective_answers, row.heard_satisfaction, row.village])}))
		.filter((series) => series.data.length > 0);
	return {
		legend: {data: signals.map(({name, symbol}) => ({name, icon: symbol})), itemWidth: 11, itemHeight: 9},
		grid: {bottom: 28, right: 64},
		tooltip: {formatter: ({data, seriesName}) => data[2] === undefined ? seriesName
			: `${data[2]}\n${words.fixed(data[1], 2)}; ${words.fixed(data[0], 1)}`},
		xAxis: {type: "value", name: label("effective_answers"), nameGap: 28, scale: true},
		yAxis: {type: "value", min: Math.max(0, Math.floor((Math.min(...values) - 2) / 5) * 5),
			max: Math.min(100, Math.ceil((Math.max(...values) + 2) / 5) * 5)},
		series: [
			...LIMITS.map(([name, type, end]) => ({name: label(name), type: "line", showSymbol: false, silent: true,
				z: 1,
				color: COLOURS.plain, lineStyle: {width: 1.2, type}, endLabel: {show: true, formatter: end
					|| (({data}) => words.fixed(data[1], 1))},
				data: rows.map((row) => [row.effective_answers, row[name]])})),
			...signals],
	};
}
