/// What an element's `class`, `id`, `role` and the like say it is for.
///
/// The words are the general vocabulary of web authors; none belongs to a site.
struct ElementHints: OptionSet, Sendable {
  let rawValue: UInt32

  static let navigation = ElementHints(rawValue: 1 << 0)
  static let breadcrumb = ElementHints(rawValue: 1 << 1)
  static let footer = ElementHints(rawValue: 1 << 2)
  static let masthead = ElementHints(rawValue: 1 << 3)
  static let sidebar = ElementHints(rawValue: 1 << 4)
  static let advertisement = ElementHints(rawValue: 1 << 5)
  static let share = ElementHints(rawValue: 1 << 6)
  static let related = ElementHints(rawValue: 1 << 7)
  static let comments = ElementHints(rawValue: 1 << 8)
  static let newsletter = ElementHints(rawValue: 1 << 9)
  static let consent = ElementHints(rawValue: 1 << 10)
  static let popup = ElementHints(rawValue: 1 << 11)
  static let author = ElementHints(rawValue: 1 << 12)
  static let date = ElementHints(rawValue: 1 << 13)
  static let tags = ElementHints(rawValue: 1 << 14)
  static let hidden = ElementHints(rawValue: 1 << 15)
  static let contents = ElementHints(rawValue: 1 << 16)
  static let search = ElementHints(rawValue: 1 << 17)
  static let widget = ElementHints(rawValue: 1 << 18)
  static let promotion = ElementHints(rawValue: 1 << 19)
  static let metadata = ElementHints(rawValue: 1 << 20)
  /// Names of the container of an article's text.
  static let body = ElementHints(rawValue: 1 << 21)
  /// Names of the container of one post of several.
  static let post = ElementHints(rawValue: 1 << 22)
  static let cart = ElementHints(rawValue: 1 << 23)
  static let caption = ElementHints(rawValue: 1 << 24)
  static let account = ElementHints(rawValue: 1 << 25)
  /// What a discussion tells of who wrote a post.
  static let poster = ElementHints(rawValue: 1 << 26)
  /// What customers say of a product.
  static let reviews = ElementHints(rawValue: 1 << 27)

  /// How many hints there are.
  static let count = 28

  /// Hints of any number of bits.
  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The hint with a number below ``count``.
  init(bit: Int) { rawValue = 1 << UInt32(bit) }

  /// The numbers of the hints in the set.
  var bits: Bits { Bits(rest: rawValue) }

  /// Gives the numbers of the bits that are set, lowest first.
  struct Bits: Sequence, IteratorProtocol {
    var rest: UInt32

    mutating func next() -> Int? {
      guard rest != 0 else { return nil }
      defer { rest &= rest - 1 }
      return rest.trailingZeroBitCount
    }
  }

  /// The hints of every node of a page; none for texts.
  static func all(of tree: HTMLTree) -> [ElementHints] {
    tree.bytes.withUnsafeBufferPointer { bytes in
      tree.attributes.withUnsafeBufferPointer { attributes in
        var memory = HintMemory(bytes)
        return tree.nodes.map { node in
          guard node.tag != .text else { return [] }
          var hints: ElementHints = []
          for attribute in attributes[node.content..<(node.content + node.count)] where attribute.name.isHint {
            hints.formUnion(
              memory.hints(of: attribute.value, isClass: attribute.name == .class) {
                Self.hints(in: $0).union(attribute.name == .class && Self.hides($0) ? .hidden : [])
              })
          }
          // `message-userContent` is what the user wrote, `message-user` who it is.
          if hints.contains(.body) { hints.remove(.poster) }
          return hints
        }
      }
    }
  }

  /// The hints in one attribute's value; each of its names may be made of several words.
  private static func hints(in value: UnsafeBufferPointer<UInt8>) -> ElementHints {
    var hints: ElementHints = []
    var words = HintWords(value)
    var previous = NameHash()
    var isAboutOthers = false
    while let (word, continues) = words.next() {
      // `has-sidebar` and `layoutWithSidebar` speak of the page, not of the element.
      isAboutOthers = continues && isAboutOthers || qualifiers[word] != nil
      if isAboutOthers { continue }
      if let found = Self.words[word] { hints.formUnion(found) }
      if continues, let found = pairs[words.pair(previous)] { hints.formUnion(found) }
      previous = word
    }
    return hints
  }

  /// Whether one of the classes is a name by which style sheets hide things.
  private static func hides(_ classes: UnsafeBufferPointer<UInt8>) -> Bool {
    var hash = NameHash()
    for byte in classes {
      if byte != 0x20 {
        hash.append(byte)
      } else {
        if hidingClasses[hash] != nil { return true }
        hash = NameHash()
      }
    }
    return hidingClasses[hash] != nil
  }

  private static let qualifiers = NameTable(["has", "no", "with", "without", "not"].map { ($0, true) })

  private static let hidingClasses = NameTable(
    [
      "hidden", "hide", "is-hidden", "d-none", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text",
      "screen-reader-only", "screenreader-only", "is-screenreader-only", "u-hidden", "offscreen", "element-invisible",
      "print-only", "linenos", "lineno", "linenumbers", "line-numbers", "gutter", "blob-num", "hljs-ln-numbers",
      "mw-editsection",
    ].map { ($0, true) })

  private static let words = table([
    (
      .navigation,
      "nav navbar navigation navi menu menus submenu megamenu menubar sidenav topnav subnav navmenu pagination pager "
        + "paginator paging sitemap toolbar navlinks skiplink skiplinks mainnav tablist prevnext"
    ),
    (.breadcrumb, "breadcrumb breadcrumbs crumbs crumb"),
    (.footer, "footer colophon contentinfo siteinfo pagefooter footnav copyright"),
    (.masthead, "masthead topbar siteheader navheader"),
    (.sidebar, "sidebar aside sidebars rail complementary rightcol leftcol rightcolumn leftcolumn sidecol"),
    (
      .advertisement,
      "ad ads advert adverts advertisement advertisements advertising adsense adslot adunit adbox adwrapper sponsor sponsors "
        + "sponsored promoted dfp adcontainer"
    ),
    (
      .share,
      "share sharing sharebar sharer shares social socials socialshare sharebuttons sharedaddy sociallinks socialmedia "
        + "addtoany follow"
    ),
    (
      .related,
      "related recommended recommendation recommendations recommends similar trending popular mostread mostpopular "
        + "relatedposts relatedarticles upnext readnext morefrom crosssell upsell upsells outbrain recirc recirculation "
        + "readmore suggestions suggested"
    ),
    (.comments, "comment comments respond commentlist commentform replies reactions"),
    (
      .newsletter,
      "newsletter newsletters subscribe subscription subscribers signup optin mailinglist emailsignup paywall regwall"
    ),
    (
      .consent,
      "cookie cookies consent gdpr ccpa cookiebar cookiebanner cookieconsent onetrust cookiebot didomi usercentrics "
        + "trustarc truste cookieyes complianz osano termly iubenda borlabs"
    ),
    (
      .popup,
      "modal modals popup popups lightbox dialog alertdialog drawer dropdown offcanvas flyout tooltip toast snackbar popover "
        + "tooltips popin"
    ),
    (
      .author,
      "author byline bylines authors authorbio authorbox bio writer autor autores auteur auteurs autore submitted createdby "
        + "postedby writtenby"
    ),
    (.date, "date dateline timestamp published pubdate postdate datetime updated"),
    (.tags, "tags tag tagged taglist tagcloud categories taxonomy catlinks"),
    (.contents, "toc tableofcontents onthispage"),
    (.search, "search searchform searchbox searchbar"),
    (.widget, "widget widgets"),
    (.promotion, "promo promos promotion promotions promobox cta ctas callout"),
    (.metadata, "meta metadata postmeta entrymeta articlemeta postinfo metabar"),
    (
      .body,
      "articlebody articlecontent articletext entrycontent postcontent postbody storybody storycontent maincontent "
        + "bodytext bodycopy prose markdown richtext wysiwyg rte"
    ),
    (.post, "post posts message messages reply answer answers topicpost postcontainer blockpost question thread topic"),
    (.cart, "cart minicart basket wishlist checkout quickview"),
    (.caption, "caption captions credit credits"),
    (
      .poster,
      "userinfo usercard userdetails userextras poster postleft postmenu signature badges badge avatar postbit postprofile postdetails memberinfo "
        + "userstats"
    ),
    (.reviews, "reviews customerreviews"),
    (.account, "login signin logout account register registration userbar"),
  ])

  private static let pairs = table([
    (.footer, "site-info page-footer site-footer"),
    (.masthead, "site-header page-top top-bar global-header main-header header-top"),
    (.sidebar, "side-bar side-column right-column left-column right-rail left-rail right-col left-col"),
    (
      .related,
      "more-stories more-articles more-posts also-like also-read read-next up-next next-up most-read most-popular "
        + "most-viewed recent-posts latest-posts latest-news recently-viewed cross-sell up-sell other-articles "
        + "read-more see-also you-may more-from post-navigation post-nav further-reading"
    ),
    (.share, "share-buttons social-share social-links social-media social-icons follow-us"),
    (.newsletter, "sign-up mailing-list email-capture opt-in"),
    (.contents, "table-contents of-contents on-this"),
    (.author, "about-author author-bio author-box author-info author-card"),
    (.consent, "privacy-notice cookie-notice"),
    (.popup, "off-canvas pop-up slide-out"),
    (.metadata, "post-meta entry-meta article-meta post-info article-info"),
    (.navigation, "skip-link skip-to back-top to-top"),
    (
      .body,
      "article-body article-content article-text entry-content post-content post-body story-body story-content "
        + "main-content body-text body-copy content-body blog-content rich-text page-content post-text article-main "
        + "single-content td-post articlebody-content news-content user-content"
    ),
    (.post, "topic-post post-container forum-post message-body reply-body comment-body"),
    (.cart, "add-to mini-cart quick-view"),
    (
      .poster,
      "message-user post-user user-info user-details user-extras user-card user-action user-name user-title user-stats post-signature "
        + "post-author author-info author-information author-pane author-wrap thread-info post-count member-info poster-info"
    ),
  ])

  private static func table(_ groups: [(ElementHints, String)]) -> NameTable<ElementHints> {
    var table: [String: ElementHints] = [:]
    for (hint, names) in groups {
      for name in names.split(separator: " ") { table[String(name), default: []].formUnion(hint) }
    }
    return NameTable(table.map { ($0.key, $0.value) })
  }
}
