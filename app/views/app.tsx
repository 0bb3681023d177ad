/** The desk: sign-in, or the frame with the place that the address names. */

import { Failure } from "../parts/state.tsx";
import { type Ui, UiContext, useDesk } from "../parts/ui.ts";
import { ApprovalsView } from "./approvals.tsx";
import { CustomersView, CustomerView } from "./customers.tsx";
import { Dialogs } from "./dialogs/dialogs.tsx";
import { NoticeList } from "./frame/banners.tsx";
import { Frame } from "./frame/frame.tsx";
import { useShortcuts } from "./frame/shortcuts.ts";
import { ArticleView, KnowledgeView } from "./knowledge.tsx";
import { QueueView } from "./queue/queue.tsx";
import { ReportsView } from "./reports.tsx";
import { SearchView } from "./search.tsx";
import { SettingsView } from "./settings.tsx";
import { SignInView } from "./sign_in.tsx";
import { TicketView } from "./ticket/ticket.tsx";

export function App({ ui }: { ui: Ui }) {
  return (
    <UiContext.Provider value={ui}>
      <Session />
    </UiContext.Provider>
  );
}

function Session() {
  const { desk: { session }, words } = useDesk();
  switch (session.state.value) {
    case "connecting":
      return <p class="connecting low" role="status">{words.states.connecting}</p>;
    case "signed_out":
      return <SignInView />;
    case "failed":
      return <Failure error={session.error.value} retry={() => void session.connect()} />;
    case "ready":
      return <Places />;
  }
}

function Places() {
  const { ui } = useDesk();
  useShortcuts(ui);
  return (
    <>
      <Frame>
        <Place />
      </Frame>
      <NoticeList />
      <Dialogs />
    </>
  );
}

function Place() {
  const { desk } = useDesk();
  const route = desk.route.value;
  switch (route.place) {
    case "queue":
      return <QueueView />;
    case "ticket":
      return <TicketView />;
    case "approvals":
      return <ApprovalsView />;
    case "customers":
      return <CustomersView query={route.query} />;
    case "customer":
      return <CustomerView email={route.email} />;
    case "reports":
      return <ReportsView />;
    case "knowledge":
      return <KnowledgeView query={route.query} />;
    case "article":
      return <ArticleView id={route.id} />;
    case "search":
      return <SearchView query={route.query} />;
    case "settings":
      return <SettingsView />;
  }
}
