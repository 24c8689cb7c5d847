// SPDX-License-Identifier: PostgreSQL
// Who depends on whom, which form of partnership delivers at what cost, and who kept terms.

import {answer_table, plain_table} from "../layout.js";

export const view = "agency_dependence";

export async function render(context) {
	const {address, words, rows, project} = context;
	const dependence = await rows(view);
	const partnership = await rows("partnership_comparison");
	const trust = (await rows("trust_log"))?.map((row) => ({...row, place: project.periods.findIndex(
		({period}) => period === row.period)})) ?? null;
	return [
		plain_table(context, view, dependence, [
			{name: "organization", text: true, row_header: true},
			{name: "year", text: true, cell: (row) => String(row.year)},
			new Set(dependence?.map((row) => row.buyer)).size > 1 ? {name: "buyer", text: true, wide: true} : null,
			{name: "income", wide: true}, {name: "purchase_share"},
			{name: "funder_hhi", wide: true}, {name: "dependence_on_buyer"}, {name: "dependence_on_org", wide: true},
			{name: "power_imbalance", wide: true},
			{name: "quadrant", text: true, wide: true, cell: (row) => words.twin(row, "quadrant")},
			{name: "mission_drift", text: true, wide: true},
		], {sort: "-year"}),
		answer_table(context, "partnership_comparison", partnership?.filter((row) => row.profile === address.profile
			&& row.period === (row.project_id === project.project_id ? address.period : "term")) ?? null, [
			{name: "project", text: true, row_header: true}, {name: "form", text: true},
			{name: "procurement_mode", text: true, wide: true}, {name: "cost", wide: true},
			{name: "beneficiary_days", wide: true}, {name: "unit_cost"}, {name: "satisfaction", wide: true},
			{name: "quality_adjusted_unit_cost", wide: true}, {name: "verified_share"}, {name: "score", wide: true}]),
		answer_table(context, "trust_log", trust, [
			{name: "period", text: true, row_header: true, cell: (row) => words.period(project, row.period),
				key: (row) => row.place},
			new Set(trust?.map((row) => row.contract_id)).size > 1 ? {name: "contract_id", text: true, wide: true,
				cell: (row) => words.own("contract", {n: row.contract_id})} : null,
			{name: "provider", text: true, wide: true}, {name: "owed", wide: true}, {name: "paid", wide: true},
			{name: "late_days"}, {name: "fulfilled_share"}, {name: "verified_rate", wide: true},
			{name: "kept", text: true}], {sort: "period"}),
	];
}
