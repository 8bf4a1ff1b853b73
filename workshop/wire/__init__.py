"""The wire: the shapes of what the API answers and of what is told over Socket.IO."""
