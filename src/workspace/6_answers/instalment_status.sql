-- SPDX-License-Identifier: PostgreSQL
-- Where each instalment of a contract stands today, by what the last refresh found.  Only stored results, contracts and
-- payments are read.
--
--	owed now = min(A + min(N, payable), payable + price of what is not due yet)
--
-- as in contract_due(), with what is payable now: A are the advances and N the other instalments whose day has come.
-- It fills the instalments in order of their days.  So do payments that name no instalment, and what was paid for one
-- beyond its amount.  No more is outstanding than what is still payable, whatever a payment names.
--
--	paid			all of it
--	withheld		its milestone is sealed, and the contract's grade there is below what was agreed
--	waiting			its day has come, and its milestone is not sealed
--	not_due			its day is to come
--	overdue			outstanding, and owed on a day before today; trust_log says by how many days
--	due				outstanding
--	not_payable		its day has come, and no more of it is payable so far
--	unplanned		no instalment: what all of them leave of the price, and what was paid beyond them
--
-- So the amounts of a contract add up to its price, and what was paid adds up to its payments.

-- What is payable on a contract now.  While it runs, its quality so far counts with what was due of it, as stored for
-- the term; when its time is over it is what the statement says.
CREATE VIEW contract_position WITH (security_invoker = true) AS
SELECT c.project_id, c.contract_id, c.price, c.paid, c.quantity, p.payable,
	round(c.price * d.to_come_share, 2) AS to_come, r.until_on, o.owed AS owed_then,
	c.quantity_lower, c.quantity_upper, p.payable - c.quantity + c.quantity_lower AS payable_lower,
	p.payable - c.quantity + c.quantity_upper AS payable_upper
FROM project j
	LEFT JOIN headline_run r ON r.project_id = j.project_id AND r.kind = 'term'
	CROSS JOIN LATERAL contract_due_share(j.project_id, '{}', ARRAY[coalesce(r.until_on, current_date)]) d
	JOIN contract_payment c ON c.project_id = j.project_id AND c.contract_id = d.contract_id
	LEFT JOIN contract_score o ON o.project_id = r.project_id AND o.run_id = r.run_id AND o.contract_id = c.contract_id
	CROSS JOIN LATERAL (
		SELECT CASE WHEN c.time_over THEN c.payable ELSE greatest(o.payable, c.payable) END AS payable
	) p;
COMMENT ON VIEW contract_position IS
'inner contract_position: What is payable on each contract now, its quality so far included? | '
'内部合同现况：各合同目前应付多少（含阶段质量）？';
COMMENT ON COLUMN contract_position.to_come IS
'to come: price of what is not due yet, in yuan | 未到期：尚未到期部分的价款（元）';
COMMENT ON COLUMN contract_position.owed_then IS
'owed then: at the last refresh, of the term so far, in yuan | 当时应付：最近刷新时全期的应付额（元）';

CREATE VIEW instalment_status WITH (security_invoker = true) AS
WITH agreed AS (
	SELECT c.project_id, c.contract_id, i.number, i.amount, i.due_on, i.advance, i.milestone, i.min_grade, i.grade,
		i.sealed_on, i.day, c.price, c.payable, c.to_come, c.paid AS all_paid, c.until_on, c.owed_then,
		coalesce(i.day <= current_date, false) AS has_come,
		i.day IS NULL AND i.sealed_on IS NOT NULL AS refused,
		least(i.amount, coalesce(m.paid, 0)) AS named
	FROM project j
		CROSS JOIN LATERAL instalment_day(j.project_id) i
		JOIN contract_position c ON c.project_id = j.project_id AND c.contract_id = i.contract_id
		LEFT JOIN (
			SELECT m.project_id, m.contract_id, m.instalment, sum(m.paid) AS paid
			FROM payment m
			WHERE m.paid_on <= current_date
			GROUP BY m.project_id, m.contract_id, m.instalment
		) m ON m.project_id = c.project_id AND m.contract_id = c.contract_id AND m.instalment = i.number
), summed AS (
	-- before: what comes before it in the order in which money fills instalments
	SELECT a.*, least(coalesce(sum(a.amount) FILTER (WHERE a.has_come AND a.advance) OVER contract, 0)
			+ least(coalesce(sum(a.amount) FILTER (WHERE a.has_come AND NOT a.advance) OVER contract, 0), a.payable),
			a.payable + a.to_come) AS owed_now,
		least(coalesce(sum(a.amount) FILTER (WHERE a.has_come AND a.advance) OVER contract, 0), a.to_come)
			+ a.payable - a.all_paid AS room,
		a.all_paid - sum(a.named) OVER contract AS unnamed,
		-- of it, what names no instalment: it goes first
		coalesce((SELECT sum(m.paid) FROM payment m WHERE m.project_id = a.project_id
			AND m.contract_id = a.contract_id AND m.instalment IS NULL AND m.paid_on <= current_date), 0) AS unlinked,
		sum(a.amount) OVER in_order - a.amount AS before,
		sum(a.amount - a.named) OVER in_order - (a.amount - a.named) AS open_before,
		sum(a.amount) OVER contract AS all_amounts,
		row_number() OVER in_order AS place, count(*) OVER contract AS places
	FROM agreed a
	WINDOW contract AS (PARTITION BY a.project_id, a.contract_id),
		in_order AS (PARTITION BY a.project_id, a.contract_id
			ORDER BY NOT a.has_come, a.refused, coalesce(a.day, a.due_on), a.number ROWS UNBOUNDED PRECEDING)
), filled AS (
	SELECT s.*, s.named + u.filled AS paid,
		-- what payments brought that name another instalment, and are more than that takes
		greatest(least(u.filled, s.open_before + u.filled - s.unlinked), 0) AS paid_by_others,
		CASE WHEN s.has_come THEN greatest(least(s.owed_now - s.before, s.amount), 0) ELSE 0 END AS owed,
		-- what of it was owed before today, as far as the term's run knows
		CASE WHEN s.day <= s.until_on THEN greatest(least(coalesce(s.owed_then, s.owed_now) - s.before, s.amount), 0)
			ELSE s.amount END AS owed_before,
		-- after the last one: what was paid beyond all of them
		greatest(s.unnamed - s.open_before - (s.amount - s.named), 0) AS left_over
	FROM summed s
		CROSS JOIN LATERAL (SELECT greatest(least(s.unnamed - s.open_before, s.amount - s.named), 0) AS filled) u
), open AS (
	SELECT f.*, greatest(least(greatest(f.owed - f.paid, 0), f.room
		- (sum(greatest(f.owed - f.paid, 0)) OVER in_order - greatest(f.owed - f.paid, 0))), 0) AS outstanding
	FROM filled f
	WINDOW in_order AS (PARTITION BY f.project_id, f.contract_id ORDER BY f.place ROWS UNBOUNDED PRECEDING)
), stated AS (
	SELECT o.project_id, o.contract_id, o.price, o.all_amounts, v.*
	FROM open o
		CROSS JOIN LATERAL (
			SELECT o.number, o.amount, o.due_on, o.advance, o.milestone, o.sealed_on, o.min_grade, o.grade, o.day,
				CASE WHEN o.paid >= o.amount THEN 'paid'
					WHEN o.refused THEN 'withheld'
					WHEN o.day IS NULL AND o.due_on <= current_date THEN 'waiting'
					WHEN NOT o.has_come THEN 'not_due'
					WHEN o.outstanding > 0 AND o.day < current_date AND o.owed_before > o.paid THEN 'overdue'
					WHEN o.outstanding > 0 THEN 'due'
					ELSE 'not_payable' END AS instalment_status,
				o.owed, o.paid, o.outstanding, o.has_come, o.refused, o.paid_by_others
			UNION ALL
			SELECT NULL, o.price - o.all_amounts, NULL, false, NULL, NULL, NULL, NULL, NULL, 'unplanned', 0,
				o.left_over, 0, false, false, 0
			WHERE o.place = o.places AND (o.price <> o.all_amounts OR o.left_over > 0)
		) v
)
SELECT t.project_id, t.contract_id, t.number, t.amount, t.due_on, t.advance, t.milestone, t.sealed_on, t.min_grade,
	t.grade, t.day, t.instalment_status, t.owed, t.paid, t.outstanding,
	CASE t.instalment_status
		WHEN 'paid' THEN CASE
			WHEN t.amount = 0 THEN 'nothing is to be paid'
			WHEN t.has_come THEN 'paid'
			WHEN t.refused THEN format('paid, although the milestone "%s" is sealed %s and at least %s was agreed',
				n.name, w.reached, w.minimum)
			WHEN t.day IS NULL THEN format('paid before the milestone "%s" is sealed', n.name)
			ELSE 'paid before its day' END
		WHEN 'withheld' THEN format('withheld: the milestone "%s" is sealed %s, and at least %s was agreed', n.name,
			w.reached, w.minimum)
		WHEN 'waiting' THEN format('withheld for now: the milestone "%s" is not sealed yet', n.name)
		WHEN 'not_due' THEN CASE
			WHEN t.day IS NOT NULL THEN format('falls due on %s', w.day)
			ELSE format('falls due on %s at the earliest, when the milestone "%s" is sealed%s', w.day, n.name,
				' with at least the grade ' || w.minimum) END
		WHEN 'overdue' THEN format('overdue: owed since %s', w.day) || w.part
		WHEN 'due' THEN format('owed since %s', w.day) || w.part
		WHEN 'not_payable' THEN 'its day has come, and no more of it is payable so far'
		ELSE concat_ws('; ',
			CASE WHEN t.amount > 0 THEN format('the instalments add up to %s of %s yuan: what they leave is never due',
					t.all_amounts, t.price)
				WHEN t.amount < 0 THEN format('the instalments add up to %s yuan: no more than the price of %s is paid',
					t.all_amounts, t.price) END,
			CASE WHEN t.paid > 0 THEN format('%s yuan were paid beyond all instalments', t.paid) END) END
		|| CASE WHEN t.paid_by_others > 0 THEN format('; %s of it was paid under other instalments', t.paid_by_others)
			ELSE '' END AS reason,
	CASE t.instalment_status
		WHEN 'paid' THEN CASE
			WHEN t.amount = 0 THEN '无须付款'
			WHEN t.has_come THEN '已付清'
			WHEN t.refused THEN format('付款条件未满足（节点“%s”%s，约定不低于%s），但已付', n.name, w.reached_zh, w.minimum_zh)
			WHEN t.day IS NULL THEN format('节点“%s”评价结果封存前已付', n.name)
			ELSE '提前付清' END
		WHEN 'withheld' THEN format('付款条件未满足：节点“%s”%s，约定不低于%s', n.name, w.reached_zh, w.minimum_zh)
		WHEN 'waiting' THEN format('付款条件未满足：节点“%s”的评价结果尚未封存', n.name)
		WHEN 'not_due' THEN CASE
			WHEN t.day IS NOT NULL THEN format('%s到期', w.day)
			ELSE format('最早于%s到期，须先封存节点“%s”的评价结果%s', w.day, n.name, '，且等级不低于' || w.minimum_zh) END
		WHEN 'overdue' THEN format('逾期：自%s起应付', w.day) || w.part_zh
		WHEN 'due' THEN format('自%s起应付', w.day) || w.part_zh
		WHEN 'not_payable' THEN '已到期，目前没有更多可付金额'
		ELSE concat_ws('；',
			CASE WHEN t.amount > 0 THEN format('付款计划合计%s元，少于合同金额%s元，差额不会到期', t.all_amounts, t.price)
				WHEN t.amount < 0 THEN format('付款计划合计%s元，超过合同金额%s元，超出部分不予支付', t.all_amounts,
					t.price) END,
			CASE WHEN t.paid > 0 THEN format('超出付款计划多付%s元', t.paid) END) END
		|| CASE WHEN t.paid_by_others > 0 THEN format('；其中%s元以其他期名义支付', t.paid_by_others) ELSE '' END AS reason_zh
FROM stated t
	LEFT JOIN milestone n ON n.project_id = t.project_id AND n.code = t.milestone
	CROSS JOIN LATERAL (
		SELECT to_char(coalesce(t.day, t.due_on), 'YYYY-MM-DD') AS day,
			coalesce('with the grade ' || coalesce(r.en, t.grade), 'without a grade') AS reached,
			coalesce('等级为' || coalesce(r.zh, t.grade), '未评定等级') AS reached_zh,
			coalesce(m.en, t.min_grade) AS minimum, coalesce(m.zh, t.min_grade) AS minimum_zh,
			CASE WHEN t.owed < t.amount THEN format('; of %s yuan %s are payable so far', t.amount, t.owed) ELSE '' END
				AS part,
			CASE WHEN t.owed < t.amount THEN format('；%s元中目前可付%s元', t.amount, t.owed) ELSE '' END AS part_zh
		-- a grade without a label goes by its code
		FROM (SELECT) AS one
			LEFT JOIN label r ON r.kind = 'grade' AND r.code = t.grade
			LEFT JOIN label m ON m.kind = 'grade' AND m.code = t.min_grade
	) w;
COMMENT ON VIEW instalment_status IS
'instalment status: Which instalment is due, withheld or paid, and why? | 分期付款状态：哪期到期、暂扣或已付，为什么？';
COMMENT ON COLUMN instalment_status.number IS
'number: first, second, ...; empty: the whole price, or what the instalments leave of it | 期数：第几期，空为全额或计划外差额';
COMMENT ON COLUMN instalment_status.amount IS 'amount: in yuan; all of a contract add up to its price | 金额：元，合计等于合同金额';
COMMENT ON COLUMN instalment_status.milestone IS
'milestone: that must be sealed first; empty: none | 节点：须先封存的评价节点，空为无';
COMMENT ON COLUMN instalment_status.sealed_on IS
'sealed: day of the seal that counts; empty: not sealed | 封存日期：节点封存日，空为未封存';
COMMENT ON COLUMN instalment_status.grade IS 'grade: of the contract at the milestone | 节点等级：合同在节点的等级';
COMMENT ON COLUMN instalment_status.day IS
'day: from which it is owed, if its conditions hold; empty: they do not, or not yet | 到期日：条件满足后的应付日，空为未满足';
COMMENT ON COLUMN instalment_status.instalment_status IS
'status: not_due, waiting, withheld, due, overdue, not_payable, paid or unplanned | '
'状态：未到期、待评价、暂扣、应付、逾期、暂无应付、已付、计划外';
COMMENT ON COLUMN instalment_status.owed IS 'owed: part of it that is payable now, paid or not, yuan | 应付：其中目前应付部分（元）';
COMMENT ON COLUMN instalment_status.paid IS
'paid: until today, payments that name no instalment included | 已付：截至今日，含未指定期数的付款（元）';
COMMENT ON COLUMN instalment_status.outstanding IS 'outstanding: owed and not paid, yuan | 待付：应付未付（元）';
COMMENT ON COLUMN instalment_status.reason IS 'reason: why, in words | 说明：文字说明';
COMMENT ON COLUMN instalment_status.reason_zh IS 'reason (Chinese): the same in Chinese | 说明（中文）：中文说明';
