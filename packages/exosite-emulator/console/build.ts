import { buildConsole } from './bundle.ts';

await buildConsole();
