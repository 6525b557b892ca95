import { executionStoreContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(executionStoreContract, { adapter: 'MongoDB', needs: 'MONGODB_URL', open: onDatabase(({ executions }) => executions) });
