// Milliseconds of each run of the Gini in DuckDB, of the numbers in a file: node bench/duckdb.js FILE RUNS THREADS
const { DuckDBInstance } = require('@duckdb/node-api');

async function main(file, runs, threads) {
	const instance = await DuckDBInstance.create(':memory:', { threads });
	const connection = await instance.connect();
	await connection.run(`CREATE TABLE value AS SELECT column0 AS x
		FROM read_csv('${file}', header = false, columns = {'column0': 'DOUBLE'})`);
	for (let run = 0; run < runs; run++) {
		const start = process.hrtime.bigint();
		await connection.runAndReadAll(`SELECT (2 * sum(i * x) / sum(x) - count(*) - 1) / count(*)
			FROM (SELECT x, row_number() OVER (ORDER BY x) AS i FROM value) v`);
		console.log((Number(process.hrtime.bigint() - start) / 1e6).toFixed(3));
	}
}

main(process.argv[2], Number(process.argv[3]), process.argv[4]);
