import { backendEnv, mailOutboxContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(mailOutboxContract, {
  adapter: 'MongoDB',
  needs: 'MONGODB_URL',
  open: onDatabase(
    () => backendEnv('MONGODB_URL') as string,
    ({ outbox }) => outbox,
  ),
});
