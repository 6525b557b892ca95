import { backendEnv, documentStoreContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(documentStoreContract, {
  adapter: 'MongoDB',
  needs: 'MONGODB_URL',
  open: onDatabase(
    () => backendEnv('MONGODB_URL') as string,
    ({ documents }) => documents,
  ),
});
