import NIOCore

/// Says when bytes arrive, before the decoder has made a request of them.
///
/// Without it a client that sends a request byte by byte would look idle.
final class InputWatcher: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// Bytes have arrived.
  struct BytesArrived {
    /// Whether a line ends among them; until one does, a request is still in its request line.
    var hasLineEnd: Bool
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let hasLineEnd = Self.unwrapInboundIn(data).readableBytesView.contains(UInt8(ascii: "\n"))
    context.fireUserInboundEventTriggered(BytesArrived(hasLineEnd: hasLineEnd))
    context.fireChannelRead(data)
  }
}
