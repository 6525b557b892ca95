import { documentStoreContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(documentStoreContract, { adapter: 'MongoDB', needs: 'MONGODB_URL', open: onDatabase(({ documents }) => documents) });
