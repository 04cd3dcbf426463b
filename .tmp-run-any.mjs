import { runnerImport } from 'vite';
const { module } = await runnerImport(process.cwd()+'/'+process.argv[2], { root: process.cwd(), configFile: false });
await module.default();
