// Requests and answers are made of these modules' types, so that a user of the client imports the client alone.
@_exported public import Articles
@_exported public import Wire
