/** What the extension uses of Chrome, and nothing else: whatever is not declared here is not asked for. */

interface StorageArea {
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
  setAccessLevel(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}

interface MessageSender {
  id?: string;
  url?: string;
  origin?: string;
  tab?: { id?: number };
}

declare const chrome: {
  runtime: {
    id: string | undefined;
    getURL(path: string): string;
    sendMessage(message: unknown): Promise<unknown>;
    openOptionsPage(): Promise<void>;
    onMessage: {
      addListener(listener: (message: unknown, sender: MessageSender, answer: (reply: unknown) => void) => boolean | undefined): void;
    };
    onStartup: { addListener(listener: () => void): void };
    onInstalled: { addListener(listener: () => void): void };
  };
  storage: {
    local: StorageArea;
    session: StorageArea;
    onChanged: { addListener(listener: (changes: Record<string, unknown>, area: string) => void): void };
  };
  tabs: {
    query(which: {
      url?: string;
      active?: boolean;
      lastFocusedWindow?: boolean;
    }): Promise<{ id?: number; windowId?: number; active: boolean }[]>;
    sendMessage(tabId: number, message: unknown): Promise<unknown>;
  };
  permissions: {
    request(which: { origins: string[] }): Promise<boolean>;
    contains(which: { origins: string[] }): Promise<boolean>;
    remove(which: { origins: string[] }): Promise<boolean>;
  };
  sidePanel: {
    open(where: { tabId: number }): Promise<void>;
    setPanelBehavior(behaviour: { openPanelOnActionClick: boolean }): Promise<void>;
  };
};
