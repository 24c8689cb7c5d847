// SPDX-License-Identifier: PostgreSQL
// Bars that lie, for shares: a group for each category, a bar for each series.

import {COLOURS} from "./chart.js";

export function lying_bars(words, categories, series) {
	return () => ({
		legend: {itemHeight: 12},
		tooltip: {trigger: "axis", axisPointer: {type: "none"}, valueFormatter: (value) => words.share(value)},
		xAxis: {type: "value", min: 0, axisLabel: {formatter: (value) => words.share(value, 0)}},
		yAxis: {type: "category", data: categories, inverse: true},
		series: series.map(({name, values, tone}) => ({name, type: "bar", data: values, color: COLOURS[tone],
			barMaxWidth: 16, label: {show: true, position: "right", formatter: ({value}) => words.share(value)}})),
	});
}
