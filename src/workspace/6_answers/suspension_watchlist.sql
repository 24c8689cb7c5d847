-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW suspension_watchlist WITH (security_invoker = true) AS
SELECT s.* FROM village_suspension s WHERE s.state <> 'active';
COMMENT ON VIEW suspension_watchlist IS
'suspension watch list: Which sites exist only on paper, have stopped, or are not felt? | 服务悬浮预警：哪些服务点名存实亡、已停止或有形无感？';
