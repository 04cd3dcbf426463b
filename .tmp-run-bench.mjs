import { runnerImport } from 'vite';
const { module } = await runnerImport(process.cwd()+'/test/bench/'+process.argv[2], { root: process.cwd(), configFile: false });
for (const r of await module.default()) console.log(r.name, r.value, r.unit, r.limit ?? '');
