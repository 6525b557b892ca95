import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askSession } from './api/session.js';
import { App } from './app/App.js';
import { createQueryClient } from './app/query-client.js';
import { createRouter } from './app/router.js';
import { startLanguage } from './shared/i18n/index.js';
import './app/tokens.css';
import './app/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// Who is signed in, the page and its words are fetched side by side.
const client = createQueryClient();
askSession(client);
const router = createRouter(client);
startLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App client={client} router={router} />
    </StrictMode>,
  ),
);
