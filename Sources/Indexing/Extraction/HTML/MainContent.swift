struct MainContent {
  private let tree: HTMLTree
  init(_ tree: HTMLTree) { self.tree = tree }
  func text(title: String) -> String { TextRenderer.text(of: 0, in: tree) }
}
