// The Gini in other databases, of the numbers in a file, which are in memory before a clock starts:
//
//   node bench/peers.js FILE
//
// reads lines such as "duckdb 2", of an engine (duckdb, clickhouse) and a number of threads, and answers each with the
// milliseconds of one run, or with the word "none" where the engine's package is not installed. "quit" ends it. What
// does not work ends it as well, but for an engine that cannot be opened: that is said, and it is left out.
const readline = require('readline');

const sorted = {
	duckdb: 'SELECT x, row_number() OVER (ORDER BY x) AS i FROM value',
	clickhouse: 'SELECT x, rowNumberInAllBlocks() + 1 AS i FROM (SELECT x FROM value ORDER BY x)',
};
const gini = engine => `SELECT (2 * sum(i * x) / sum(x) - count(*) - 1) / count(*) FROM (${sorted[engine]}) v`;

async function openDuckdb(file) {
	const { DuckDBInstance } = require('@duckdb/node-api');
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run(`CREATE TABLE value AS SELECT column0 AS x
		FROM read_csv('${file}', header = false, columns = {'column0': 'DOUBLE'})`);
	return async threads => {
		await connection.run(`SET threads = ${threads}`);
		return () => connection.runAndReadAll(gini('duckdb'));
	};
}

async function openClickhouse(file) {
	const { Session } = require('chdb');
	const session = new Session(`${file}.clickhouse`);
	session.query('CREATE DATABASE bench ENGINE = Atomic');
	session.query('USE bench');
	session.query('CREATE TABLE value (x Float64) ENGINE = Memory');
	session.query(`INSERT INTO value SELECT x FROM file('${file}', CSV, 'x Float64')`);
	return async threads => () => session.query(`${gini('clickhouse')} SETTINGS max_threads = ${threads}`, 'CSV');
}

async function main(file) {
	const opened = {};

	for (const [engine, open] of Object.entries({ duckdb: openDuckdb, clickhouse: openClickhouse }))
		opened[engine] = await open(file).catch(error => {
			if (error.code !== 'MODULE_NOT_FOUND')
				console.error(`${engine}: ${error.message}`);
		});
	for await (const line of readline.createInterface({ input: process.stdin })) {
		if (line === 'quit')
			break;
		const [engine, threads] = line.split(' ');
		if (!opened[engine]) {
			console.log('none');
			continue;
		}
		const run = await opened[engine](Number(threads));
		const start = process.hrtime.bigint();
		await run();
		console.log((Number(process.hrtime.bigint() - start) / 1e6).toFixed(3));
	}
	process.exit(0);
}

main(process.argv[2]);
