/** Drops the databases of earlier runs: `node drop-databases.cjs <connection string> <prefix>`. */
const { Client } = require('pg');

const [connectionString, prefix] = process.argv.slice(2);
(async () => {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(
    'SELECT datname FROM pg_database WHERE datname LIKE $1',
    [`${prefix}%`],
  );
  for (const { datname } of rows) {
    await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  }
  await client.end();
})();
