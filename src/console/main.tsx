import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { takeLinkToken } from './ui/link-token.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

takeLinkToken();
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
