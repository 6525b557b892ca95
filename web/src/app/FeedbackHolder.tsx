import { App } from 'antd';
import { useEffect } from 'react';
import { feedbackArrived } from '../shared/ui/feedback.js';

/** Holds what the kit shows over the page. */
export function FeedbackHolder() {
  return (
    <App component={false}>
      <Arrived />
    </App>
  );
}
function Arrived() {
  const kit = App.useApp();
  useEffect(() => feedbackArrived(kit), [kit]);
  return null;
}
