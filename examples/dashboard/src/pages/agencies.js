// Who depends on whom, which form of partnership delivers at what cost, and who kept terms.

import {answer_table} from "../layout.js";

export const view = "agency_dependence";

export async function render(context) {
	const {address, words, rows, project} = context;
	const dependence = await rows(view);
	const partnership = await rows("partnership_comparison");
	const trust = await rows("trust_log");
	return [
		answer_table(context, view, dependence, [
			{name: "organization", text: true, row_header: true},
			{name: "year", text: true, cell: (row) => String(row.year)},
			{name: "buyer", text: true}, {name: "income", wide: true}, {name: "funder_hhi", wide: true},
			{name: "purchase_share"}, {name: "government_share", wide: true}, {name: "dependence_on_buyer"},
			{name: "dependence_on_org"}, {name: "power_imbalance", wide: true},
			{name: "quadrant", text: true, wide: true, cell: (row) => words.twin(row, "quadrant")},
			{name: "mission_drift", text: true, wide: true},
		], {sort: "-year"}),
		answer_table(context, "partnership_comparison", partnership?.filter((row) => row.profile === address.profile
			&& row.period === (row.project_id === project.project_id ? address.period : "term")) ?? null, [
			{name: "project", text: true, row_header: true}, {name: "form", text: true},
			{name: "procurement_mode", text: true, wide: true}, {name: "engagement", wide: true}, {name: "cost"},
			{name: "beneficiary_days", wide: true}, {name: "unit_cost"}, {name: "satisfaction", wide: true},
			{name: "quality_adjusted_unit_cost", wide: true}, {name: "volunteers", wide: true},
			{name: "shadow_cost", wide: true}, {name: "verified_share"}, {name: "score"}]),
		answer_table(context, "trust_log", trust, [
			{name: "until_on", label: words.column("trust_log", "period").label, text: true, row_header: true,
				cell: (row) => words.period(project, row.period)},
			{name: "provider", text: true}, {name: "owed"}, {name: "paid"}, {name: "late_days", wide: true},
			{name: "buyer_kept", text: true}, {name: "fulfilled_share"}, {name: "verified_rate", wide: true},
			{name: "provider_kept", text: true}, {name: "kept", text: true}], {sort: "until_on"}),
	];
}
