-- SPDX-License-Identifier: PostgreSQL
-- From a value to its points, in words and figures: what earned_points() computed, from what the run stored.

CREATE OR REPLACE FUNCTION shown_number(x numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN trim_scale(round(x, 6))::text;
COMMENT ON FUNCTION shown_number(numeric) IS
	'inner shown_number: a number as people see it: six decimals, no zeros at the end | 内部显示数值：六位小数，去除末尾零';

-- The value of the unit before is not stored with the run; where the improvement on it was what counted, it follows
-- from the points: q = 100 (v - before) / (hi - before) - 5.
CREATE OR REPLACE FUNCTION explained_points(value numeric, rule text, direction text, target numeric,
	open_target boolean, lo numeric, hi numeric, points numeric, available numeric, steps numeric[] DEFAULT NULL,
	OUT english text, OUT chinese text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	v			text := shown_number(value);
	best		text := shown_number(target);
	low			text := shown_number(lo);
	high		text := shown_number(hi);
	earned		text := format('%s of %s points', shown_number(points), shown_number(available));
	earned_zh	text := format('%s分（满分%s分）', shown_number(points), shown_number(available));
	everything	text := format('all %s points', shown_number(available));
	all_zh		text := format('得满分%s分', shown_number(available));
	nothing		text := format('none of the %s points', shown_number(available));
	nothing_zh	text := format('得0分（满分%s分）', shown_number(available));
	kind		text := CASE WHEN open_target THEN 'the median of the sites' ELSE 'the target' END;
	aim			text := kind || CASE WHEN open_target THEN ', ' ELSE ' ' END || best;
	aim_zh		text := CASE WHEN open_target THEN '各服务点中位数' ELSE '目标值' END || best;
	share		numeric;	-- of all points, 0 to 100
	achieved	numeric;	-- the share without the improvement
	before		text;
BEGIN
	IF points IS NULL THEN
		english := CASE WHEN value IS NULL THEN 'Not measured'
			ELSE 'There is nothing to compare it with, or too little is known' END
			|| ': its points are neither earned nor lost';
		chinese := CASE WHEN value IS NULL THEN '未测' ELSE '无可比较的标准或数据不足' END || '：该项分值不计入得分，也不计入满分';
	ELSIF rule = 'deduct' THEN
		english := CASE WHEN value = 0 THEN format('They take nothing off: %s', everything)
			WHEN points = 0 THEN format('They take off %s points: %s', v, nothing)
			ELSE format('%s - %s = %s', shown_number(available), v, earned) END;
		chinese := CASE WHEN value = 0 THEN format('无扣分，%s', all_zh)
			WHEN points = 0 THEN format('共扣%s分，%s', v, nothing_zh)
			ELSE format('%s－%s＝%s', shown_number(available), v, earned_zh) END;
	ELSIF rule = 'steps' THEN
		-- the step that the value reaches: the highest that is not above it, or, where lower is better, the lowest not
		-- below
		SELECT shown_number(steps[i][1]), shown_number(steps[i][2]) INTO low, high
		FROM generate_subscripts(steps, 1) AS i
		WHERE CASE WHEN direction = 'lower' THEN value <= steps[i][1] ELSE value >= steps[i][1] END
		ORDER BY CASE WHEN direction = 'lower' THEN steps[i][1] ELSE - steps[i][1] END
		LIMIT 1;
		IF low IS NULL THEN
			english := format('%s reaches no step: %s', coalesce(v, 'It'), nothing);
			chinese := format('数值%s未达任何一档，%s', coalesce(v, ''), nothing_zh);
		ELSE
			english := format('%s reaches the step %s, which earns %s of the points: %s x %s = %s', v, low, high,
				shown_number(available), high, earned);
			chinese := format('%s达到%s一档，得分比例%s：%s×%s＝%s', v, low, high, shown_number(available), high, earned_zh);
		END IF;
	ELSIF rule = 'ratio' AND direction = 'exact' AND value < 'Infinity' THEN
		english := CASE WHEN points = 0 THEN format('%s earns %s', v, nothing)
			WHEN points = available THEN format('%s is %s exactly: %s', v, aim, everything)
			WHEN value < target THEN format('Less than what was asked: %s x %s / %s = %s', shown_number(available), v,
				best, earned)
			ELSE format('More than what was asked: %s x %s / %s = %s', shown_number(available), best, v, earned) END;
		chinese := CASE WHEN points = 0 THEN format('数值%s，%s', v, nothing_zh)
			WHEN points = available THEN format('%s恰为%s，%s', v, aim_zh, all_zh)
			WHEN value < target THEN format('低于要求：%s×%s÷%s＝%s', shown_number(available), v, best, earned_zh)
			ELSE format('超出要求：%s×%s÷%s＝%s', shown_number(available), best, v, earned_zh) END;
	ELSIF abs(value) = 'Infinity' AND points IN (0, available) THEN
		english := 'It is infinite: ' || CASE points WHEN 0 THEN nothing ELSE everything END;
		chinese := '数值为无穷大，' || CASE points WHEN 0 THEN nothing_zh ELSE all_zh END;
	ELSIF points = available THEN
		english := CASE
			WHEN rule = 'ratio' AND direction = 'higher' THEN format('%s reaches %s: %s', v, aim, everything)
			WHEN rule = 'ratio' THEN format('%s is not above %s: %s', v, aim, everything)
			WHEN rule = 'band' THEN format('%s is %s: %s', v, concat_ws(' and ', 'not below ' || low, 'not '
				'above ' || high), everything)
			ELSE format('%s reaches %s: %s', v, high, everything) END;
		chinese := CASE
			WHEN rule = 'ratio' AND direction = 'higher' THEN format('%s达到%s，%s', v, aim_zh, all_zh)
			WHEN rule = 'ratio' THEN format('%s不高于%s，%s', v, aim_zh, all_zh)
			WHEN rule = 'band' THEN format('%s%s，%s', v, concat_ws('且', '不低于' || low, '不高于' || high), all_zh)
			ELSE format('%s达到满分值%s，%s', v, high, all_zh) END;
	ELSIF rule = 'ratio' AND direction = 'higher' THEN
		english := CASE WHEN points = 0 THEN format('%s earns %s', v, nothing)
			ELSE format('%s x %s / %s, %s, = %s', shown_number(available), v, best, kind, earned) END;
		chinese := CASE WHEN points = 0 THEN format('数值%s，%s', v, nothing_zh)
			ELSE format('%s×%s÷%s＝%s', shown_number(available), v, aim_zh, earned_zh) END;
	ELSIF rule = 'ratio' THEN
		english := format('Lower is better: %s x %s, %s, / %s = %s', shown_number(available), best, kind, v, earned);
		chinese := format('越低越好：%s×%s÷%s＝%s', shown_number(available), aim_zh, v, earned_zh);
	ELSIF rule = 'band' THEN
		english := format('%s is %s: '
			'%s', v, CASE WHEN value < lo THEN 'below ' || low ELSE 'above ' || high END, nothing);
		chinese := format('%s%s，%s', v, CASE WHEN value < lo THEN '低于' || low ELSE '高于' || high END, nothing_zh);
	ELSIF rule = 'goalpost' THEN
		english := CASE WHEN points = 0 THEN format('%s is not beyond %s, where points begin: %s', v, low, nothing)
			ELSE format('%s x (%s - %s) / (%s - %s) = %s', shown_number(available), v, low, high, low, earned) END;
		chinese := CASE WHEN points = 0 THEN format('%s未超过起评值%s，%s', v, low, nothing_zh)
			ELSE format('%s×（%s－%s）÷（%s－%s）＝%s', shown_number(available), v, low, high, low, earned_zh) END;
	ELSIF rule = 'achieve_improve' THEN
		share := 100 * points / available;
		achieved := CASE WHEN (value - lo) * sign(hi - lo) >= 0 THEN 90 * (value - lo) / (hi - lo) + 5 ELSE 0 END;
		IF points = 0 THEN
			english := format('%s does not reach %s and is no improvement on the period before that counts: %s', v, low,
				nothing);
			chinese := format('%s未达到起评值%s，较上一周期亦无可计分的改进，%s', v, low, nothing_zh);
		ELSIF share > achieved + 0.000001 THEN
			before := shown_number((value - hi * (share + 5) / 100) / (1 - (share + 5) / 100));
			english := format('Improvement counts, as the level alone would be worth %s of 100: from %s, the period '
				'before, '
				'towards %s it is 100 x (%s - %s) / (%s - %s) - 5 = %s of 100; %s x %s / 100 = %s',
					shown_number(achieved),
				before, high, v, before, high, before, shown_number(share), shown_number(available),
					shown_number(share), earned);
			chinese := format('按改进计分（仅按水平折合%s，满分100）：上一周期为%s，满分值为%s，'
				'100×（%s－%s）÷（%s－%s）－5＝%s；%s×%s÷100＝%s', shown_number(achieved), before, high,
				v, before, high, before, shown_number(share), shown_number(available), shown_number(share), earned_zh);
		ELSE
			english := format('The level counts, as improvement on the period before is not worth more: '
				'90 x (%s - %s) / (%s - %s) + 5 = %s of 100; %s x %s / 100 = %s',
				v, low, high, low, shown_number(share), shown_number(available), shown_number(share), earned);
			chinese := format('按水平计分（较上一周期的改进所得不更高）：90×（%s－%s）÷（%s－%s）＋5＝%s；%s×%s÷100＝%s',
				v, low, high, low, shown_number(share), shown_number(available), shown_number(share), earned_zh);
		END IF;
	END IF;
END
$$;
COMMENT ON FUNCTION explained_points(numeric, text, text, numeric, boolean, numeric, numeric, numeric, numeric,
	numeric[]) IS
	'inner explained_points: in words and figures, how a value earned its points | 内部得分说明：用文字和算式说明得分如何得出';
