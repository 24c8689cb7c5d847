-- From a value to its points, in words and figures: what earned_points() computed, from what the run stored.

CREATE OR REPLACE FUNCTION shown_number(x numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN trim_scale(round(x, 6))::text;
COMMENT ON FUNCTION shown_number(numeric) IS 'a number as it is shown to people: six decimals, without zeros at the end | 数值的显示形式（六位小数，去除末尾零）';

-- The value of the quarter before is not stored; where the improvement on it was what counted, it follows from the points:
-- q = 100 (v - before) / (hi - before) - 5.
CREATE OR REPLACE FUNCTION explained_points(value numeric, rule text, direction text, target numeric, open_target boolean, lo numeric, hi numeric,
	points numeric, available numeric, OUT english text, OUT chinese text)
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
	aim			text := CASE WHEN open_target THEN 'the median of the sites, ' ELSE 'the target ' END || best;
	aim_zh		text := CASE WHEN open_target THEN '各服务点中位数' ELSE '目标值' END || best;
	share		numeric;	-- of all points, 0 to 100
	achieved	numeric;	-- the share without the improvement
	before		text;
BEGIN
	IF value IS NULL THEN
		english := 'Not measured: its points are neither earned nor lost';
		chinese := '未测：该项分值不计入得分，也不计入满分';
	ELSIF points IS NULL THEN
		english := 'There is nothing to compare it with: its points are neither earned nor lost';
		chinese := '无可比较的标准：该项分值不计入得分，也不计入满分';
	ELSIF points = available THEN
		english := CASE
			WHEN rule = 'ratio' AND direction = 'higher' THEN format('%s reaches %s: %s', v, aim, everything)
			WHEN rule = 'ratio' THEN format('%s is not above %s: %s', v, aim, everything)
			WHEN rule = 'band' THEN format('%s is %s: %s', v, concat_ws(' and ', 'not below ' || low, 'not above ' || high), everything)
			ELSE format('%s reaches %s: %s', v, high, everything) END;
		chinese := CASE
			WHEN rule = 'ratio' AND direction = 'higher' THEN format('%s达到%s，%s', v, aim_zh, all_zh)
			WHEN rule = 'ratio' THEN format('%s不高于%s，%s', v, aim_zh, all_zh)
			WHEN rule = 'band' THEN format('%s%s，%s', v, concat_ws('且', '不低于' || low, '不高于' || high), all_zh)
			ELSE format('%s达到满分值%s，%s', v, high, all_zh) END;
	ELSIF value = 'Infinity' AND points = 0 THEN
		english := 'It is infinite: ' || nothing;
		chinese := '数值为无穷大，' || nothing_zh;
	ELSIF rule = 'ratio' AND direction = 'higher' THEN
		english := CASE WHEN points = 0 THEN format('%s earns %s', v, nothing) ELSE format('%s x %s / %s, %s, = %s', shown_number(available), v, best, CASE WHEN open_target THEN 'the median of the sites' ELSE 'the target' END, earned) END;
		chinese := CASE WHEN points = 0 THEN format('数值%s，%s', v, nothing_zh) ELSE format('%s×%s÷%s＝%s', shown_number(available), v, aim_zh, earned_zh) END;
	ELSIF rule = 'ratio' THEN
		english := format('Lower is better: %s x %s, %s, / %s = %s', shown_number(available), best, CASE WHEN open_target THEN 'the median of the sites' ELSE 'the target' END, v, earned);
		chinese := format('越低越好：%s×%s÷%s＝%s', shown_number(available), aim_zh, v, earned_zh);
	ELSIF rule = 'band' THEN
		english := format('%s is %s: %s', v, CASE WHEN value < lo THEN 'below ' || low ELSE 'above ' || high END, nothing);
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
			english := format('%s does not reach %s and is no improvement on the quarter before that counts: %s', v, low, nothing);
			chinese := format('%s未达到起评值%s，较上季度亦无可计分的改进，%s', v, low, nothing_zh);
		ELSIF share > achieved + 0.000001 THEN
			before := shown_number((value - hi * (share + 5) / 100) / (1 - (share + 5) / 100));
			english := format('Improvement counts, as the level alone would be worth %s of 100: from %s, the quarter before, towards %s it is 100 x (%s - %s) / (%s - %s) - 5 = %s of 100; %s x %s / 100 = %s',
				shown_number(achieved), before, high, v, before, high, before, shown_number(share), shown_number(available), shown_number(share), earned);
			chinese := format('按改进计分（仅按水平折合%s，满分100）：上季度为%s，满分值为%s，100×（%s－%s）÷（%s－%s）－5＝%s；%s×%s÷100＝%s',
				shown_number(achieved), before, high, v, before, high, before, shown_number(share), shown_number(available), shown_number(share), earned_zh);
		ELSE
			english := format('The level counts, as improvement on the quarter before is not worth more: 90 x (%s - %s) / (%s - %s) + 5 = %s of 100; %s x %s / 100 = %s',
				v, low, high, low, shown_number(share), shown_number(available), shown_number(share), earned);
			chinese := format('按水平计分（较上季度的改进所得不更高）：90×（%s－%s）÷（%s－%s）＋5＝%s；%s×%s÷100＝%s',
				v, low, high, low, shown_number(share), shown_number(available), shown_number(share), earned_zh);
		END IF;
	END IF;
END
$$;
COMMENT ON FUNCTION explained_points(numeric, text, text, numeric, boolean, numeric, numeric, numeric, numeric) IS 'in words and figures, how a value earned its points | 用文字和算式说明得分如何得出';
