// Median seconds of the Gini in DuckDB, one thread, of the numbers in a file: node bench/duckdb.js FILE RUNS
const { DuckDBInstance } = require('@duckdb/node-api');

async function main(file, runs) {
	const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
	const connection = await instance.connect();
	await connection.run(`CREATE TABLE value AS SELECT column0 AS x FROM read_csv('${file}', header = false, columns = {'column0': 'DOUBLE'})`);
	const seconds = [];
	for (let run = 0; run < runs; run++) {
		const start = process.hrtime.bigint();
		await connection.runAndReadAll(`SELECT (2 * sum(i * x) / sum(x) - count(*) - 1) / count(*)
			FROM (SELECT x, row_number() OVER (ORDER BY x) AS i FROM value) v`);
		seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
	}
	seconds.sort((a, b) => a - b);
	console.log(seconds[(runs - 1) / 2].toFixed(3));
}

main(process.argv[2], Number(process.argv[3]));
