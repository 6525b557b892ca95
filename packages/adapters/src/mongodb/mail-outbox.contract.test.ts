import { mailOutboxContract, runContract } from '@agentflow/testkit';
import { onDatabase } from './testing/mongo-database.js';

runContract(mailOutboxContract, { adapter: 'MongoDB', needs: 'MONGODB_URL', open: onDatabase(({ outbox }) => outbox) });
