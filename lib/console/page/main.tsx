import { render } from 'preact';
import type { ConsoleSetup } from '../setup.ts';
import { ask } from './api.ts';
import { App } from './app.tsx';
import { followSent } from './send.ts';
import { say, readAddress, setup } from './state.ts';
import { listenToEvents } from './stream.ts';
import 'uplot/dist/uPlot.min.css';
import './styles/colours.css';
import './styles/elements.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/empty.css';
import './styles/timeline.css';
import './styles/bars.css';
import './styles/inspector.css';
import './styles/octets.css';
import './styles/send.css';
import './styles/uploads.css';

readAddress();
window.addEventListener('popstate', readAddress);
window.addEventListener('hashchange', readAddress);
const root = document.querySelector('#console');
if (root) render(<App />, root);
listenToEvents(followSent);
ask<ConsoleSetup>('/api/setup').then(
  (answer) => {
    setup.value = answer;
  },
  (error: unknown) => {
    say(String(error));
  },
);
