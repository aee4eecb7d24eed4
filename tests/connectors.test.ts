import { connectorNames } from '../scripts/connector-folders.ts';
import { declareContract } from './connectors-contract.ts';

const root = new URL('../', import.meta.url);

for (const folder of await connectorNames(root)) declareContract(root, folder);
